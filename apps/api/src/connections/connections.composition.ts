import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ConnectionCredentials, ConnectionProber, ConnectionsModule, ConnectionsService, ConnectorDirectory } from '@patchbay/connections';
import { CONNECTION_STATUSES, type ConnectionStatuses } from '@patchbay/registry';
import { CredentialSource } from '@patchbay/router';
import { RegistryConnectorDirectory } from './registry-connector-directory.js';
import { RouterProber } from './router-prober.js';

/** What the connections' library asks of the others. */
@Module({
  providers: [
    { provide: ConnectorDirectory, useClass: RegistryConnectorDirectory },
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
