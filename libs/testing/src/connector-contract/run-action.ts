import { newId, PlatformError, type JsonValue, type OutboundHttp, type Principal, type Runnable, type WorkspaceId } from '@patchbay/kernel';
import type { RouterPorts } from '@patchbay/router';
import type { SampleAccount } from './sample-account.js';

export interface Run {
  readonly runnable: Runnable;
  readonly input: unknown;
  readonly account: SampleAccount;
  readonly http: OutboundHttp;
  /** Receives everything the router would have stored or told: rows, endings, events. */
  readonly records?: unknown[];
}

/** Runs an action through the real router — all twelve steps, the real attempt loop — on memory instead of Postgres. Throws the answer's error. */
export async function runAction(run: Run): Promise<JsonValue> {
  // On demand: most users of this library need no router.
  const { Router } = await import('@patchbay/router');
  const workspaceId = newId<WorkspaceId>();
  const principal: Principal = { kind: 'api_key', id: 'contract', workspaceId, role: 'member', platformAdmin: false };
  const { connectorKey, action } = run.runnable;
  const router = new Router(await portsFor(run));
  const answer = await router.execute({
    principal,
    connectorKey,
    action,
    input: run.input,
    mode: 'sync',
    trigger: 'api',
    traceId: 'f'.repeat(32),
  });
  if (answer.kind === 'succeeded') return answer.output;
  if (answer.kind === 'failed') throw answer.error;
  throw new PlatformError('bug', 'A sync call was queued.');
}

async function portsFor({ runnable, account, http, records = [] }: Run): Promise<RouterPorts> {
  const { NoAsyncIntake, NoCircuitBreaker, NoRateLimits } = await import('@patchbay/router');
  const connectionId = account.resolved.connectionId ?? '';
  const keep = (what: unknown): Promise<void> => {
    records.push(what);
    return Promise.resolve();
  };
  return {
    registry: { resolve: () => Promise.resolve(runnable) },
    flags: { isOn: () => false },
    secrets: { open: () => Promise.resolve(undefined) },
    credentials: {
      choose: () => Promise.resolve({ connectionId, reason: 'the only one' }),
      find: () => Promise.resolve({ resolved: account.resolved, reason: 'stored', refreshable: false }),
      refresh: () => Promise.resolve(undefined),
      proven: () => undefined,
    },
    limiter: new NoRateLimits(),
    breaker: new NoCircuitBreaker(),
    intake: new NoAsyncIntake(),
    http,
    recorder: {
      insert: keep,
      sending: () => Promise.resolve(),
      finish: keep,
      event: (event) => void records.push(event),
      hasRoom: () => true,
    },
    idempotency: {
      claim: () => Promise.resolve({ kind: 'fresh' }),
      complete: () => Promise.resolve(),
      release: () => Promise.resolve(),
      settleLater: () => undefined,
    },
    payloads: { seal: () => Buffer.alloc(0) },
    running: { begin: () => undefined, end: () => undefined },
    contacts: { get: () => Promise.reject(new PlatformError('not_found', 'No contacts here.')), applyMapped: () => Promise.resolve() },
    clock: jumpingClock(),
    random: () => 0.5,
  };
}

/** Time that jumps over every wait, so that repeats with backoff take none. */
function jumpingClock(): RouterPorts['clock'] {
  let jumpedMs = 0;
  return {
    nowMs: () => Date.now() + jumpedMs,
    monotonicMs: () => performance.now() + jumpedMs,
    sleep: (ms) => {
      jumpedMs += ms;
      return Promise.resolve();
    },
  };
}
