import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { FeatureFlagsModule } from '@patchbay/observability';
import { BUILTIN_CONNECTORS, type BuiltinConnector } from './builtin-connector.js';
import { BuiltinIndex } from './builtin-index.js';
import { BuiltinSettingsStore } from './builtin-settings.store.js';
import { CachedRegistry } from './cached-registry.service.js';
import { CatalogueService } from './catalogue.service.js';
import { ConnectorChanges } from './connector-changes.js';
import { ConnectorCopiesService } from './connector-copies.service.js';
import { ConnectorExchange } from './connector-exchange.js';
import { ConnectorLoader } from './connector-loader.js';
import { ConnectorSaver } from './connector-saver.js';
import { ConnectorSecretStore } from './connector-secret.store.js';
import { ConnectorSwitchService } from './connector-switch.service.js';
import { ConnectorVersionStore } from './connector-version.store.js';
import { ConnectorVersionsService } from './connector-versions.service.js';
import { ConnectorStore } from './connector.store.js';
import { CustomConnectorService } from './custom-connectors.service.js';
import { DefinitionLimitsService } from './definition-limits.js';
import { DefinitionSealer } from './definition-sealer.js';
import { DraftCompiler } from './draft-compiler.js';
import { Registry } from './registry.js';

export interface RegistryOptions {
  readonly builtins: readonly BuiltinConnector[];
  readonly imports?: NonNullable<DynamicModule['imports']>;
  /** Of the optional tokens `BUILTIN_RUNTIME` and `CONNECTION_STATUSES`. */
  readonly providers?: readonly Provider[];
}

const SERVICES = [
  CatalogueService,
  CustomConnectorService,
  ConnectorCopiesService,
  ConnectorVersionsService,
  ConnectorSwitchService,
  DraftCompiler,
  ConnectorChanges,
  ConnectorExchange,
];

@Module({})
export class RegistryModule {
  static forRoot(options: RegistryOptions): DynamicModule {
    return {
      module: RegistryModule,
      global: true,
      imports: [FeatureFlagsModule, ...(options.imports ?? [])],
      providers: [
        { provide: BUILTIN_CONNECTORS, useValue: options.builtins },
        ConnectorStore,
        ConnectorVersionStore,
        ConnectorSecretStore,
        BuiltinSettingsStore,
        BuiltinIndex,
        ConnectorLoader,
        ConnectorSaver,
        DefinitionSealer,
        DefinitionLimitsService,
        CachedRegistry,
        { provide: Registry, useExisting: CachedRegistry },
        ...SERVICES,
        ...(options.providers ?? []),
      ],
      exports: [Registry, BuiltinIndex, ...SERVICES],
    };
  }
}
