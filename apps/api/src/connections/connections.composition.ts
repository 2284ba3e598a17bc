import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ConnectionCredentials, ConnectionProber, ConnectionsModule, ConnectionsService, ConnectorDirectory } from '@patchbay/connections';
import { AddressGate, PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { BUILTIN_RUNTIME, CONNECTION_STATUSES, type BuiltinRuntime, type ConnectionStatuses } from '@patchbay/registry';
import { CredentialSource, DataClientPool } from '@patchbay/router';
import { RegistryConnectorDirectory } from './registry-connector-directory.js';
import { RouterProber } from './router-prober.js';

/** How built-ins run here: at the operator's addresses. One provider for the registry and for probes, so that a test runs as calls do. */
export const builtinRuntime: Provider = {
  provide: BUILTIN_RUNTIME,
  inject: [PLATFORM_CONFIG],
  useFactory: (config: PlatformConfig): BuiltinRuntime => ({
    overridesOf: (key) => (Object.hasOwn(config.providerOverrides, key) ? config.providerOverrides[key] : undefined),
    clients: new DataClientPool({ egress: new AddressGate({ allow: config.egressAllow }) }),
  }),
};

/** What the connections' library asks of the others. */
@Module({
  providers: [
    { provide: ConnectorDirectory, useClass: RegistryConnectorDirectory },
    builtinRuntime,
    RouterProber,
    { provide: ConnectionProber, useExisting: RouterProber },
  ],
  exports: [ConnectorDirectory, ConnectionProber, RouterProber],
})
class ConnectionPortsModule {}

/** What the router asks of the connections' library. */
@Module({})
class CredentialSourceModule {
  static of(connections: DynamicModule): DynamicModule {
    return {
      module: CredentialSourceModule,
      imports: [connections],
      providers: [{ provide: CredentialSource, useExisting: ConnectionCredentials }],
      exports: [CredentialSource],
    };
  }
}

export interface ConnectionsComposition {
  /** For modules and controllers that use connections. */
  readonly connections: DynamicModule;
  readonly ports: Type;
  /** For the router. */
  readonly credentials: DynamicModule;
}

/** Connections and their neighbours, put together. `sources`: modules that bring CredentialSourcePlugin (Nango) or SecretReferences (Vault). */
export function composeConnections(sources: NonNullable<DynamicModule['imports']> = []): ConnectionsComposition {
  const connections = ConnectionsModule.with({ imports: [ConnectionPortsModule, ...sources] });
  return { connections, ports: ConnectionPortsModule, credentials: CredentialSourceModule.of(connections) };
}

/** Says in the catalogue which connectors are connected. The registry stands above the connections; this asks when it is asked. */
export const connectionStatuses: Provider = {
  provide: CONNECTION_STATUSES,
  inject: [ModuleRef],
  useFactory: (modules: ModuleRef): ConnectionStatuses => ({
    byConnector: (workspaceId) => modules.get(ConnectionsService, { strict: false }).byConnector(workspaceId),
  }),
};
