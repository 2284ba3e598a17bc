// Testing: what suites share — real servers, databases and the connector contract. Never imported by production code.
export { describeConnector } from './connector-contract/describe-connector.js';
export type { ContractOptions } from './connector-contract/contract-subject.js';
export { startProvider, type Provider, type ProviderHandler } from './provider/provider.js';
export { type ProviderAnswer } from './provider/provider-answer.js';
export { type ReceivedRequest } from './provider/received-request.js';
export { createTestDatabase, createWorkspace, type TestDatabase } from './database/test-database.js';
export { startDatabaseLink, type DatabaseLink } from './database/database-link.js';
export { mongodbAvailable, startMongodb, type MongodbServer } from './mongodb/mongodb-server.js';
export { startRedis, redisAvailable, type RedisServer } from './redis/redis-server.js';
export { startOauthProvider, OauthProvider, type OauthProviderSettings } from './oauth-provider/oauth-provider.js';
export {
  describeDataConnector,
  type DataBench,
  type DataCall,
  type DataContractOptions,
  type DataContractServer,
} from './data-contract/describe-data-connector.js';
export { startMariadb, mariadbAvailable, type MariadbServer } from './mariadb/mariadb-server.js';
export { startOtlpReceiver, pathOf, type OtlpReceiver } from './otlp/otlp-receiver.js';
export { type ReceivedLog, type ReceivedPoint, type ReceivedSpan } from './otlp/otlp-signals.js';
export { startVaultDouble, VaultDouble, type VaultDoubleSettings } from './vault/vault-double.js';
export { startVault, vaultBinary, type VaultServer } from './vault/vault-server.js';
export { describeSimulator, type Play, type SimulatorOptions } from './simulator/describe-simulator.js';
export { startAnalyticsReceiver, type AnalyticsReceiver, type ReceivedEvent } from './analytics/analytics-receiver.js';
export { startNangoDouble, NangoDouble } from './nango/nango-double.js';
export { type NangoProvider } from './nango/nango-house.js';
export { startCollector, collectorAvailable, type Collector } from './otlp/collector.js';
