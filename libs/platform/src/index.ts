// Platform: configuration, database, queue, telemetry, sealing and outbound HTTP — what every feature library stands on.
// It knows no workspace feature: no connector, connection, execution or contact.
export { Database, sqlState, type QueryResult, type Tx } from './database/database.js';
export { Sealer, type Sealed, type SealPlace } from './sealing/sealer.js';
export { keyIdOf } from './sealing/envelope.js';
export { parseSealingKeys, generateSealingKey, formatSealingKeys, type SealingKey } from './sealing/sealing-keys.js';
export { rotateSealedRows, type RotationReport, type RotationRequest, type SealedColumn } from './sealing/seal-rotation.js';
export { LoadingCache, type LoadingCacheOptions } from './caching/loading-cache.js';
export { loadConfig } from './config/load-config.js';
export { ConfigError } from './config/config-problem.js';
export { type PlatformConfig, type OauthClient, type ProviderOverride } from './config/platform-config.js';
export { PgDatabase } from './database/pg-database.js';
export { migrate, isMigrated } from './database/migrate.js';
export { DATABASE_ROLES, roleUrl, type DatabaseRole } from './database/database-roles.js';
export { PartitionKeeper } from './database/partition-keeper.js';
export { startEmbeddedPostgres, hasEmbeddedDatabase, type EmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';
export { keptSealingKeys, addKeptSealingKey } from './embedded-postgres/kept-sealing-keys.js';
export { freePort, probePort } from './embedded-postgres/free-port.js';
export { bootPlatform, type BootedPlatform } from './boot-platform.js';
export { PlatformModule, PLATFORM_CONFIG, type PlatformParts } from './platform.module.js';
export { OUTBOUND_HTTP } from './http/outbound-token.js';
export { createOutboundHttp, type ClosableOutboundHttp, type OutboundHttpOptions } from './http/outbound-http.js';
export { createServiceHttp, type ServiceHttpOptions } from './http/service-http.js';
export { AddressGate, type EgressGateOptions } from './http/egress-gate.js';
export { type InsideHost } from './http/inside-host.js';
export { createLogger, LOGGER, type Logger } from './telemetry/logger.js';
export { currentTrace, type TraceContext } from './telemetry/current-trace.js';
export { Analytics, NoAnalytics, type ProductEvent, type ProductFacts } from './analytics/analytics.js';
export { Rounds, type RoundsOptions } from './scheduling/rounds.js';
export { openPosthogFlags } from './analytics/start-analytics.js';
export { startTelemetry, type Telemetry } from './telemetry/telemetry.js';
export { inSpan, failSpan, recordingSpan } from './telemetry/in-span.js';
export { startRootSpan, remoteContext } from './telemetry/root-span.js';
export { newTraceId, parseTraceparent, formatTraceparent, type Traceparent } from './telemetry/trace-id.js';
export {
  WorkQueues,
  type WorkQueue,
  type NewJob,
  type ReceivedJob,
  type QueueConsumer,
  type QueueDepth,
  type JobHandler,
  type ConsumeOptions,
} from './queue/work-queue.js';
export { BullmqWorkQueues } from './queue/bullmq-work-queues.js';
export { migrateQueueSchema, type QueueConnection } from './queue/bullmq-connection.js';
