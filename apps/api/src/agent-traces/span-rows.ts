import type { AgentSpanRow } from '@patchbay/executions';
import { idTimeMs, invalidInput, newId, Redactor, type FieldProblem, type Principal } from '@patchbay/kernel';
import type { AgentSpanBody } from './agent-trace.dto.js';

const MAX_AGE_MS = 7 * 86_400_000;
const MAX_AHEAD_MS = 60_000;
/** Version 7 of RFC 9562: rows lie where the time in their id says. */
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/i;

/** Posted spans as they are kept: sensitive members hidden, large values cut. Throws `input_invalid` naming spans with unusable ids. */
export function spanRows(caller: Principal, spans: readonly AgentSpanBody[]): AgentSpanRow[] {
  const problems = spans.flatMap((span, index): FieldProblem[] =>
    span.id === undefined || isRecent(span.id)
      ? []
      : [{ path: `spans[${index}].id`, message: 'must be a UUIDv7 made within the last seven days' }],
  );
  const ids = spans.flatMap(({ id }) => id?.toLowerCase() ?? []);
  if (new Set(ids).size < ids.length) problems.push({ path: 'spans', message: 'must have distinct ids' });
  if (problems.length > 0) throw invalidInput(problems);
  const redactor = new Redactor();
  const json = (value: unknown): string | undefined => (value === undefined || value === null ? undefined : redactor.jsonText(value));
  return spans.map((span) => ({
    workspaceId: caller.workspaceId,
    id: span.id ?? newId(),
    runId: span.runId,
    parentId: span.parentId,
    kind: span.kind,
    name: span.name,
    agent: span.agent,
    status: span.status,
    executionId: span.executionId,
    traceId: span.traceId,
    actor: `${caller.kind}:${caller.id}`,
    input: json(span.input),
    output: json(span.output),
    error: json(span.error),
    startedAtMs: Date.parse(span.startedAt),
    durationMs: span.durationMs,
  }));
}

function isRecent(id: string): boolean {
  const ageMs = Date.now() - idTimeMs(id);
  return UUID_V7.test(id) && ageMs <= MAX_AGE_MS && ageMs >= -MAX_AHEAD_MS;
}
