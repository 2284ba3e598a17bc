import { canonicalJson, isPlatformError, type ErrorCode, type JsonValue } from '@patchbay/kernel';
import { PROBE, recorded, type ContractSubject } from './contract-subject.js';
import type { ProviderStage } from './provider-stage.js';
import type { Reply } from './reply-file.js';
import { differences, shapeOf } from './request-shape.js';
import { runAction, type Run } from './run-action.js';

/** What happened when a recording was played. */
export interface Played {
  /** `request` and `output` as they really were, for `-u`. */
  readonly actual: Reply;
  readonly problems: readonly string[];
  /** A failure where the recording expects success. */
  readonly surprise: string | undefined;
}

/** Plays one recording and compares requests and output with it, and the requests with the vendor's description. */
export async function play(subject: ContractSubject, stage: ProviderStage, reply: Reply): Promise<Played> {
  const account = subject.account(reply);
  const runnable = subject.runnable(reply.action);
  stage.play(recorded(reply));
  const { output, error, message } = await outcomeOf({ runnable, input: reply.input, account, http: stage.http() });
  const sent = stage.seen.map((request) => shapeOf(request, subject.baseHost(account)));
  const problems: string[] = [];
  if (sent.length !== reply.exchanges.length) problems.push(`recorded ${reply.exchanges.length} requests, sent ${sent.length}`);
  reply.exchanges.forEach((exchange, i) => {
    const [shape, request] = [sent[i], stage.seen[i]];
    if (shape && request) problems.push(...differences(exchange.request, shape, request.headers));
  });
  if (error !== reply.error) problems.push(`recorded ${reply.error ?? 'success'}, got ${error ?? 'success'}`);
  if (canonicalJson(output) !== canonicalJson(reply.output))
    problems.push(`output: recorded ${JSON.stringify(reply.output)}, got ${JSON.stringify(output)}`);
  if (error === undefined) problems.push(...outputProblems(subject, reply, output));
  const exchanges = reply.exchanges.map((exchange, i) => {
    const { headers } = exchange.request;
    return { request: { ...(sent[i] ?? exchange.request), ...(headers ? { headers } : {}) }, response: exchange.response };
  });
  const { output: _, error: __, ...rest } = reply;
  const surprise =
    error !== undefined && reply.error === undefined ? `${reply.action} in ${reply.file} failed: ${message ?? error}` : undefined;
  return { problems, surprise, actual: { ...rest, exchanges, ...(error === undefined ? { output } : { error }) } };
}

/** What a run ended with: its output, or the code of its error. */
export async function outcomeOf(run: Run): Promise<{ output: JsonValue; error?: ErrorCode; message?: string }> {
  try {
    return { output: await runAction(run) };
  } catch (thrown) {
    if (isPlatformError(thrown)) return { output: null, error: thrown.code, message: thrown.message };
    throw thrown;
  }
}

/** Members of an output that its schema does not know, and misfits. */
function outputProblems(subject: ContractSubject, reply: Reply, output: JsonValue): string[] {
  const action = subject.actions.find((one) => one.key === reply.action);
  if (!action || reply.action === PROBE) return [];
  const parsed = action.output.safeParse(output);
  if (!parsed.success) return parsed.error.issues.map((issue) => `output ${issue.path.join('.')}: ${issue.message}`);
  return canonicalJson(parsed.data) === canonicalJson(output) ? [] : ['output: has members its schema does not name'];
}

/** Judges what the last `play` sent and what was recorded as answers by the vendor's description. */
export function judge(subject: ContractSubject, stage: ProviderStage, reply: Reply): string[] {
  const { oracle, options } = subject;
  if (!oracle) return [];
  return stage.seen.flatMap((request, i) => {
    const verdict = oracle.judgeRequest(request);
    const name = `${request.method} ${new URL(request.url).pathname}`;
    if (verdict.operation === undefined) {
      return options.undescribed?.some((pattern) => pattern.test(name)) ? [] : [`${name} is not described by the vendor`];
    }
    const response = reply.exchanges[i]?.response;
    // Vendors describe their failures loosely.
    const answered =
      response === undefined || reply.error !== undefined
        ? []
        : oracle.judgeAnswer(request, { status: response.status, body: (response.body ?? null) as JsonValue });
    const unlisted = options.unlistedAnswerMembers ?? [];
    const open = options.openRequestMembers ?? [];
    return [
      ...verdict.problems.map((problem) => `${name}: ${problem}`).filter((problem) => !open.some((pattern) => pattern.test(problem))),
      ...answered.map((problem) => `answer of ${name}: ${problem}`).filter((problem) => !unlisted.some((pattern) => pattern.test(problem))),
    ];
  });
}
