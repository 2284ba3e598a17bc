import type { ExecutionDispatcher, RunStore } from '@patchbay/executions';
import { errorFacts, newId, type PlatformError, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';

/** A parked run looks again by itself, should the word of a reconnect get lost. */
const LOOK_AGAIN_MS = 15 * 60_000;
const AT_ONCE = 500;

/**
 * An accepted run whose account has to sign in again waits for that instead of failing, as long as accepted runs wait for anything: when nothing was done, or only
 * refused with a 401, it can begin anew. Undefined: it fails.
 */
export function parked(call: Call, error: PlatformError): Outcome | undefined {
  const { request, connectionId, executionId, attempts } = call;
  if (error.code !== 'account_reauth' || !request.accepted || connectionId === undefined) return undefined;
  const refusedOnly = attempts.count <= 1 && attempts.entries.every(({ response }) => response?.status === errorFacts(error.code).status);
  if (!refusedOnly) return undefined;
  call.decide('parked', 'The account has to be connected again; the run waits for that.');
  const answer = { kind: 'queued', executionId, traceId: request.traceId, replayed: false } as const;
  return { kind: 'deferred', resumeInMs: LOOK_AGAIN_MS, parkedOn: connectionId, answer };
}

/** Brings runs back that wait for an account. */
export class ParkedRuns {
  constructor(private readonly parts: { readonly db: Database; readonly store: RunStore; readonly dispatcher: ExecutionDispatcher }) {}

  /** In: a connection that has changed, and whether it can be used now; asked only when runs wait for it. Out: how many go on. */
  async wake(place: { workspaceId: WorkspaceId; connectionId: string }, usable: () => Promise<boolean>): Promise<number> {
    const { db, store, dispatcher } = this.parts;
    if (!(await db.asSystem((tx) => store.hasParked(tx, place))) || !(await usable())) return 0;
    let woken = 0;
    for (;;) {
      const jobId = newId();
      const runs = await db.asSystem((tx) => store.unpark(tx, { ...place, jobId, limit: AT_ONCE }));
      if (runs.length > 0) dispatcher.send({ jobId, priority: 0, runs });
      woken += runs.length;
      if (runs.length < AT_ONCE) return woken;
    }
  }
}
