import type { RouterStepName } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';

/** Everything that follows a step. */
export type Next = (call: Call) => Promise<Outcome>;

/** One of the twelve. It decides exactly once (`call.decide`) before it calls `next`, or throws a PlatformError. */
export interface Step {
  readonly name: RouterStepName;
  run(call: Call, next: Next): Promise<Outcome>;
}
