import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AddressGate, PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { BUILTIN_RUNTIME, type BuiltinRuntime } from '@patchbay/registry';
import { DataClientPool } from '@patchbay/router';

/**
 * How built-ins run here: at the operator's addresses, data drivers through one pool. Global and imported once, so that the registry's calls
 * and connection tests share the pool and its cap over all clients.
 */
@Global()
@Module({
  providers: [
    {
      provide: DataClientPool,
      inject: [PLATFORM_CONFIG],
      useFactory: (config: PlatformConfig) => new DataClientPool({ egress: new AddressGate({ allow: config.egressAllow }) }),
    },
    {
      provide: BUILTIN_RUNTIME,
      inject: [PLATFORM_CONFIG, DataClientPool],
      useFactory: (config: PlatformConfig, clients: DataClientPool): BuiltinRuntime => ({
        overridesOf: (key) => (Object.hasOwn(config.providerOverrides, key) ? config.providerOverrides[key] : undefined),
        clients,
      }),
    },
  ],
  exports: [BUILTIN_RUNTIME, DataClientPool],
})
export class BuiltinRuntimeModule implements OnApplicationShutdown {
  constructor(private readonly clients: DataClientPool) {}

  /** After the last call: an open connection would keep the process and the database's session alive. */
  async onApplicationShutdown(): Promise<void> {
    await this.clients.close();
  }
}
