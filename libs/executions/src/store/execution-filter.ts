import { EXECUTION_STATUSES, idAt, invalidInput, isUuid, type ExecutionStatus, type FieldProblem } from '@patchbay/kernel';

/** What a list of executions is narrowed to. */
export interface ExecutionFilter {
  readonly statuses?: readonly ExecutionStatus[];
  /** A built-in's key or a custom connector's id. */
  readonly connector?: string;
  /** The connection that was used, or that the caller asked for. */
  readonly connectionId?: string;
  /** Created at or after, in ms since the epoch. */
  readonly fromMs?: number;
  /** Created before, in ms since the epoch. */
  readonly toMs?: number;
  /** Beginning of an execution id, trace id, connector name, action or error code; case does not matter. */
  readonly q?: string;
}

/** The filter as it stands in a URL. */
export interface ExecutionFilterText {
  readonly status?: string;
  readonly connector?: string;
  readonly connectionId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
}

const MAX_QUERY_CHARS = 100;
const isStatus = (text: string): text is ExecutionStatus => (EXECUTION_STATUSES as readonly string[]).includes(text);
// A date or a date-time with its zone, so that the answer never depends on the server's own zone.
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d))?$/;

/** Reads `?status=failed,unknown&connector=&from=&to=&q=`. Throws `input_invalid` naming each wrong part. */
export function parseExecutionFilter(text: ExecutionFilterText): ExecutionFilter {
  const problems: FieldProblem[] = [];
  const filter: { -readonly [Key in keyof ExecutionFilter]: ExecutionFilter[Key] } = {};
  if (text.status) {
    const statuses = text.status
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const unknown = statuses.find((status) => !isStatus(status));
    if (unknown !== undefined)
      problems.push({ path: 'status', message: `must be a comma-separated list of ${EXECUTION_STATUSES.join(', ')}` });
    else if (statuses.length > 0) filter.statuses = [...new Set(statuses.filter(isStatus))];
  }
  if (text.connector) {
    if (text.connector.length > 200 || text.connector.includes('\0'))
      problems.push({ path: 'connector', message: 'must be a connector key or id' });
    else filter.connector = text.connector;
  }
  if (text.connectionId) {
    if (isUuid(text.connectionId)) filter.connectionId = text.connectionId.toLowerCase();
    else problems.push({ path: 'connectionId', message: 'must be the id of a connection' });
  }
  const fromMs = moment('from', text.from, problems);
  const toMs = moment('to', text.to, problems);
  if (fromMs !== undefined) filter.fromMs = fromMs;
  if (toMs !== undefined) filter.toMs = toMs;
  const q = text.q?.trim();
  if (q) {
    if (q.length > MAX_QUERY_CHARS || q.includes('\0'))
      problems.push({ path: 'q', message: `must be a text of at most ${MAX_QUERY_CHARS} characters` });
    else filter.q = q.toLowerCase();
  }
  if (problems.length > 0) throw invalidInput(problems);
  return filter;
}

function moment(path: string, text: string | undefined, problems: FieldProblem[]): number | undefined {
  if (!text) return undefined;
  const ms = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) problems.push({ path, message: 'must be an ISO-8601 date or date-time with a zone, e.g. 2026-01-31T12:00:00Z' });
  return Number.isNaN(ms) ? undefined : ms;
}

/** The half-open id range `[low, high)` of a prefix of a UUID of at least eight characters; undefined when the text is none. */
export function idRangeOfPrefix(text: string): { low: string; high: string } | undefined {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{8,32}$/.test(hex)) return undefined;
  const dashed = (digits: string): string =>
    `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
  return { low: dashed(hex.padEnd(32, '0')), high: dashed(hex.padEnd(32, 'f')) };
}

/** Largest time a UUIDv7 holds (48 bits). */
const LAST_MS = 2 ** 48 - 1;

/** Inclusive id bounds of a time range: what lets Postgres skip partitions. */
export function idBounds(filter: ExecutionFilter): { low: string; high: string | undefined } {
  return {
    low: idAt(Math.min(filter.fromMs ?? 0, LAST_MS)),
    high: filter.toMs === undefined ? undefined : idAt(Math.min(filter.toMs, LAST_MS)),
  };
}
