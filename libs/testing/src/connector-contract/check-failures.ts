import { inspect } from 'node:util';
import { isPlatformError, type PlatformError } from '@patchbay/kernel';
import type { ContractSubject } from './contract-subject.js';
import { recorded } from './contract-subject.js';
import { errorBody, expectedCode, FAILURE_STATUSES } from './failure-answers.js';
import type { ProviderStage, StagedOutcome } from './provider-stage.js';
import type { Reply } from './reply-file.js';
import { runAction } from './run-action.js';

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Every failing status at every exchange of a recording: right code, vendor's message, no secret, no blind repeat. */
export async function failureProblems(subject: ContractSubject, stage: ProviderStage, reply: Reply): Promise<string[]> {
  const problems: string[] = [];
  const secret = subject.account(reply).secrets[0] ?? 'nothing';
  for (const status of FAILURE_STATUSES) {
    for (const at of reply.exchanges.keys()) {
      const message = `vendor says no to ${secret}`;
      const body = errorBody(subject.connector, message);
      const headers = status === 429 ? { ...JSON_HEADERS, 'retry-after': '7' } : JSON_HEADERS;
      const where = `HTTP ${status} at request ${at + 1}`;
      const { error, records } = await failing(subject, stage, { reply, at, outcome: { status, headers, body: JSON.stringify(body) } });
      const code = expectedCode(subject.connector, status, body, message);
      if (error?.code !== code) problems.push(`${where}: expected ${code}, got ${error?.code ?? 'success'}`);
      if (error && !error.message.includes('vendor says no to [redacted]'))
        problems.push(`${where}: the vendor's message is missing in "${error.message}"`);
      if (error && inspect(error, { depth: 8 }).includes(secret)) problems.push(`${where}: a secret is in the error`);
      if (inspect(records, { depth: 12, maxStringLength: null }).includes(secret))
        problems.push(`${where}: a secret is in what is recorded`);
      if (status === 429 && code === 'provider_throttled' && error?.detail.retryAfterMs !== 7_000)
        problems.push(`${where}: Retry-After was lost`);
      // What was refused with 429 was not processed (RFC 6585 §4).
      if (status !== 429) problems.push(...blindRepeat(subject, stage, reply).map((problem) => `${where}: ${problem}`));
    }
  }
  return problems;
}

/** No answer, a broken connection, and an answer that is not JSON. */
export async function brokenAnswerProblems(subject: ContractSubject, stage: ProviderStage, reply: Reply): Promise<string[]> {
  const problems: string[] = [];
  for (const [outcome, codes] of [
    ['hang', ['provider_timeout', 'outcome_unknown', 'deadline_exceeded']],
    ['reset', ['provider_unavailable', 'outcome_unknown']],
  ] as const) {
    const { error } = await failing(subject, stage, { reply, at: 0, outcome, ...(outcome === 'hang' ? { timeoutMs: 20 } : {}) });
    if (!error || !(codes as readonly string[]).includes(error.code))
      problems.push(`${outcome}: expected ${codes.join(' or ')}, got ${error?.code ?? 'success'}`);
    problems.push(...blindRepeat(subject, stage, reply).map((problem) => `${outcome}: ${problem}`));
  }
  const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
  const { error } = await failing(subject, stage, { reply, at: 0, outcome: page });
  // An action that reads nothing of the answer cannot be misled by it; the custom request hands any text on.
  const reads = reply.action !== 'request.send' && reply.exchanges[0]?.response.body !== undefined && !isPlain(reply.output);
  if (error ? error.code !== 'provider_drift' && error.code !== 'provider_rejected' : reads)
    problems.push(`malformed: got ${error?.code ?? 'success'}`);
  return problems;
}

/** An output that tells nothing of the answer: empty, or made of the input's own values. */
function isPlain(output: unknown): boolean {
  return typeof output !== 'object' || output === null || Object.values(output).every((value) => typeof value !== 'object');
}

interface Failing {
  readonly reply: Reply;
  /** Index of the exchange that fails; those before answer as recorded. */
  readonly at: number;
  readonly outcome: StagedOutcome;
  readonly timeoutMs?: number;
}

async function failing(
  subject: ContractSubject,
  stage: ProviderStage,
  { reply, at, outcome, timeoutMs }: Failing,
): Promise<{ error: PlatformError | undefined; records: unknown[] }> {
  const good = recorded(reply);
  stage.play((request, index) => (index < at ? good(request, index) : outcome));
  const records: unknown[] = [];
  try {
    await runAction({
      runnable: subject.runnable(reply.action),
      input: reply.input,
      account: subject.account(reply),
      http: stage.http(timeoutMs),
      records,
    });
    return { error: undefined, records };
  } catch (thrown) {
    if (isPlatformError(thrown)) return { error: thrown, records };
    throw thrown;
  }
}

/** A create without a provider key may leave once only; with a key in a header every attempt carries the same. */
function blindRepeat(subject: ContractSubject, stage: ProviderStage, reply: Reply): string[] {
  const runnable = subject.runnable(reply.action);
  const writes = stage.seen.filter((request) => request.method !== 'GET');
  if (runnable.effect !== 'create') return [];
  const header = runnable.idempotency?.header?.toLowerCase();
  if (header !== undefined) {
    const keys = writes.map((request) => request.headers[header] ?? '');
    if (keys.includes('')) return [`a write left without ${header}`];
    return new Set(keys).size <= reply.exchanges.length ? [] : ['a repeat carries another idempotency key'];
  }
  const targets = writes.map((request) => `${request.method} ${request.url} ${Buffer.from(request.body).toString()}`);
  return runnable.idempotency || new Set(targets).size === targets.length ? [] : ['a write was sent twice'];
}
