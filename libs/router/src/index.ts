// Router: the one way to reach a provider — twelve steps from a request to a recorded answer (start reading at router.ts).
// It owns retries, deadlines and what is recorded; it knows no connector, no queue and no HTTP edge.
export { Router } from './router.js';
export { RouterModule } from './router.module.js';
export { type CallRequest, type ReservedExecution } from './call/call-request.js';
export {
  type CallAnswer,
  type SucceededAnswer,
  type FailedAnswer,
  type QueuedAnswer,
  type CallWarning,
  type Outcome,
} from './call/outcome.js';
export { Call } from './call/call.js';
export { type RouterPorts } from './ports/router-ports.js';
export { type Clock, systemClock } from './ports/clock.js';
export { RateLimiter, NoRateLimits, type LimitAsk, type LimitScope, type LimitVerdict } from './ports/rate-limiter.js';
export { CircuitBreaker, NoCircuitBreaker, type CircuitScope, type CircuitVerdict } from './ports/circuit-breaker.js';
export {
  CredentialSource,
  NoCredentials,
  type ConnectionAsk,
  type ConnectionChoice,
  type CredentialAsk,
  type CredentialFound,
} from './ports/credential-source.js';
export { AsyncIntake, NoAsyncIntake } from './ports/async-intake.js';
export { MAX_RESPONSE_BYTES } from './attempts/attempt-loop.js';
export { RetryService, type RetryRequest, type BulkRetryRequest, type BulkRetried } from './retry/retry.service.js';
export { RunWorker } from './async/run-worker.js';
export { RunRoom } from './async/run-room.js';
export { RunWorkerModule } from './async/run-worker.module.js';
export { HostCircuitBreaker, type CircuitView } from './breaker/host-circuit-breaker.js';
export { SharedRateLimiter, type LimitState } from './limits/shared-rate-limiter.js';
export { DataClientPool, type DataClientPoolOptions } from './data-clients/data-client-pool.js';
export { ParkedRuns } from './async/parked-runs.js';
