import { isPlatformError, PlatformError, type JsonValue, type RunContext } from '@patchbay/kernel';
import { MAX_FILLED_CHARS, type Scope } from '../templates/scope.js';
import type { SecretNeed } from '../plan/step-plan.js';

/** One run of a connector: what its steps have produced so far. */
export interface RunState {
  readonly context: RunContext;
  readonly roots: Map<string, JsonValue>;
  readonly secrets: Map<string, string>;
  readonly absent: Map<string, string>;
}

export function startRun(context: RunContext): RunState {
  const roots = new Map<string, JsonValue>([
    ['input', context.input],
    ['now', context.now.toISOString()],
  ]);
  if (context.contact !== undefined) roots.set('contact', context.contact);
  return { context, roots, secrets: new Map(), absent: new Map() };
}

/** What one step's placeholders read, with a size budget of its own. */
export function scopeOf({ roots, secrets, absent }: RunState): Scope {
  return { roots, secrets, absent, budgetChars: MAX_FILLED_CHARS };
}

/** Opens the secrets a step needs; one whose every use has a default may be missing. */
export async function openSecrets(state: RunState, needs: readonly SecretNeed[]): Promise<void> {
  await Promise.all(
    needs
      .filter(({ name }) => !state.secrets.has(name))
      .map(async ({ name, optional }) => {
        try {
          state.secrets.set(name, await state.context.workspaceSecret(name));
        } catch (thrown) {
          if (!optional || !isPlatformError(thrown) || thrown.code !== 'template_invalid') throw thrown;
        }
      }),
  );
}

/** Throws when the run was cancelled or its time is up. Out: milliseconds left. */
export function timeLeftMs({ context }: RunState): number {
  const leftMs = context.deadlineAt - Date.now();
  if (!context.signal.aborted && leftMs > 0) return leftMs;
  const reason: unknown = context.signal.reason;
  if (isPlatformError(reason)) throw reason;
  if (leftMs <= 0) throw new PlatformError('deadline_exceeded', 'The execution ran out of time before its next step.');
  throw new PlatformError('cancelled', 'The execution was cancelled.');
}
