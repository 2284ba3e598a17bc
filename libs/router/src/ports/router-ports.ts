import type { WorkspaceSecrets } from '@patchbay/connections';
import type { ContactsService } from '@patchbay/contacts';
import type { ExecutionRecorder, IdempotencyService, RunningRuns, RunPayloads } from '@patchbay/executions';
import type { OutboundHttp } from '@patchbay/kernel';
import type { FeatureFlags, QuotaWatch } from '@patchbay/observability';
import type { Analytics } from '@patchbay/platform';
import type { Registry } from '@patchbay/registry';
import type { AsyncIntake } from './async-intake.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { Clock } from './clock.js';
import type { CredentialSource } from './credential-source.js';
import type { RateLimiter } from './rate-limiter.js';

/** Everything the router needs from others. */
export interface RouterPorts {
  readonly registry: Registry;
  readonly flags: Pick<FeatureFlags, 'isOn'>;
  /** Absent: nothing is metered. */
  readonly quotas?: Pick<QuotaWatch, 'check'>;
  readonly secrets: Pick<WorkspaceSecrets, 'open'>;
  readonly credentials: CredentialSource;
  readonly limiter: RateLimiter;
  readonly breaker: CircuitBreaker;
  readonly http: OutboundHttp;
  readonly recorder: Pick<ExecutionRecorder, 'insert' | 'finish' | 'sending' | 'event' | 'hasRoom'> &
    Partial<Pick<ExecutionRecorder, 'prompt' | 'connectionUse'>>;
  readonly idempotency: Pick<IdempotencyService, 'claim' | 'complete' | 'release' | 'settleLater'>;
  /** Keeps what a retry needs. */
  readonly payloads: Pick<RunPayloads, 'seal'>;
  /** Where calls under way can be stopped. */
  readonly running: Pick<RunningRuns, 'begin' | 'end'>;
  readonly contacts: Pick<ContactsService, 'get' | 'applyMapped'>;
  readonly intake: AsyncIntake;
  /** Told of executions; absent: nobody listens. */
  readonly analytics?: Analytics;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}
