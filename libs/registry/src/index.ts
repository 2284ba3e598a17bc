// Registry: which connectors exist — built-in plugins and the workspaces' custom connectors — their versions, catalogue and compiled form.
// It never makes a call to a provider and checks no role; the only secrets it opens are those typed into definitions, to compile them.
export { Registry, type RunnableQuery } from './registry.js';
export { RegistryModule, type RegistryOptions } from './registry.module.js';
export { BUILTIN_CONNECTORS, BUILTIN_RUNTIME, type BuiltinConnector, type BuiltinRuntime } from './builtin-connector.js';
export { BuiltinIndex } from './builtin-index.js';
export { CONNECTION_STATUSES, type ConnectionStatus, type ConnectionStatuses } from './connection-statuses.js';
export { CatalogueService, type CatalogueQuery, type CustomDetail } from './catalogue.service.js';
export { type BuiltinDetail, type CatalogueAction, type CatalogueEntry } from './catalogue-entry.js';
export { CustomConnectorService, type ConnectorTarget } from './custom-connectors.service.js';
export { type ConnectorActor, type CustomConnector } from './custom-connector.js';
export { ConnectorCopiesService } from './connector-copies.service.js';
export { ConnectorExchange } from './connector-exchange.js';
export { ConnectorVersionsService, type ShownVersion } from './connector-versions.service.js';
export { ConnectorSwitchService, type SwitchReport } from './connector-switch.service.js';
export { DraftCompiler, type Draft } from './draft-compiler.js';
export { ConnectorChanges, CONNECTORS_CHANNEL, type ConnectorChange } from './connector-changes.js';
export { CONNECTOR_SECRETS_COLUMN } from './definition-sealer.js';
export { SECRET_MASK, mapSecrets } from './definition-secrets.js';
