import { ROUTER_STEPS, type Decision } from '@patchbay/kernel';
import type { JsonText } from './execution-row.js';

/**
 * A decision as it is stored: outcome, reason, atMs, durationMs; 0 for a step that was not reached. Its place in the list is its step's. Written with every
 * execution, the names of the members would be half of the text.
 */
export type StoredDecision = readonly [outcome: string, reason: string, atMs: number, durationMs: number] | 0;

/** JSON text of the decisions, in the order of the router's steps. */
export function storedDecisions(decisions: readonly Decision[]): JsonText {
  let text = '[';
  let next = 0;
  for (const step of ROUTER_STEPS) {
    if (text.length > 1) text += ',';
    let made: Decision | undefined;
    // They come in the order of the steps, with gaps behind a failure; what a step decides last holds.
    while (decisions[next]?.step === step) made = decisions[next++];
    text += made ? `["${made.outcome}",${JSON.stringify(made.reason)},${made.atMs},${made.durationMs}]` : '0';
  }
  return `${text}]`;
}

/** The decisions of a stored list: all twelve, in order. Steps behind a failure say that they were not reached. */
export function readDecisions(stored: readonly (StoredDecision | Decision)[] | null): readonly Decision[] {
  if (stored === null) return [];
  let lastMs = 0;
  return ROUTER_STEPS.map((step, index) => {
    const decision = stored[index] ?? 0;
    if (decision === 0) return { step, outcome: 'not-reached', reason: 'The call had failed before.', atMs: lastMs, durationMs: 0 };
    // Rows of the first builds named the members; kept until the last of them is past its retention (2027).
    if ('step' in decision) return decision;
    const [outcome, reason, atMs, durationMs] = decision;
    lastMs = atMs;
    return { step, outcome, reason, atMs, durationMs };
  });
}
