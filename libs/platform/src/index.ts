// Platform: configuration, database, queue, telemetry, sealing and outbound HTTP — what every feature library stands on.
// It knows no workspace feature: no connector, connection, execution or contact.
export { Database, sqlState, type QueryResult, type Tx } from './database/database.js';
export { Sealer, type Sealed, type SealPlace } from './sealing/sealer.js';
export { keyIdOf } from './sealing/envelope.js';
export { parseSealingKeys, generateSealingKey, formatSealingKeys, type SealingKey } from './sealing/sealing-keys.js';
export { rotateSealedRows, type RotationReport, type RotationRequest, type SealedColumn } from './sealing/seal-rotation.js';
export { LoadingCache, type LoadingCacheOptions } from './caching/loading-cache.js';
