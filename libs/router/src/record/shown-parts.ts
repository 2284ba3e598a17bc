import { BODY_IS_EXECUTION_OUTPUT, OUTPUT_IS_BODY } from '@patchbay/executions';
import type { AttemptRecord, JsonValue, PlatformError, ShownError, ShownRequest, ShownResponse, StepRecord } from '@patchbay/kernel';
import type { AttemptEntry, KeptResponse } from '../attempts/attempt-log.js';
import { micro } from '../call/call.js';
import type { Call } from '../call/call.js';
import { ShownJson } from './shown-json.js';

// Texts are put together by hand because their largest parts are JSON text already: nothing is serialised twice.

/** An error as it may be shown. */
export function shownError(error: PlatformError): ShownError {
  const { providerStatus, errors } = error.detail;
  return {
    code: error.code,
    message: error.message,
    ...(providerStatus === undefined ? {} : { providerStatus }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** JSON text of the steps. `withAnswers: false` leaves out what the provider sent (`logResponseData` off). */
export function stepsText(call: Call, shown: ShownJson, withAnswers: boolean): string | undefined {
  if (call.steps.length === 0) return undefined;
  // A failed execution has no output of its own that a step could share.
  const output = call.failure ? undefined : call.output;
  return `[${call.steps.map((step) => stepText(step, shown, withAnswers, withAnswers ? sharedBy(step, output) : 0)).join(',')}]`;
}

/** What a step need not hold because it stands elsewhere in the row; see StoredStep. Only what is the same object: comparing would cost more than it saves. */
function sharedBy({ response, output }: StepRecord, executionOutput: JsonValue | undefined): number {
  const body = response?.body;
  if (typeof body !== 'object' || body === null) return 0;
  return (output === body ? OUTPUT_IS_BODY : 0) + (executionOutput === body ? BODY_IS_EXECUTION_OUTPUT : 0);
}

/**
 * The steps as the answer to a test shows them: redacted, and with what the provider sent whatever is logged. An action has no steps of its own; its
 * requests take their place.
 */
export function shownSteps(call: Call): StepRecord[] {
  const shown = new ShownJson(call.redactor);
  if (call.steps.length > 0) return JSON.parse(`[${call.steps.map((step) => stepText(step, shown, true, 0)).join(',')}]`) as StepRecord[];
  const attempts = JSON.parse(attemptsText(call, shown, true) ?? '[]') as AttemptRecord[];
  return attempts.map(({ number: _number, retry: _retry, ...attempt }, index) => ({
    ...attempt,
    id: `request_${index + 1}`,
    status: attempt.error || (attempt.response?.status ?? 0) >= 400 ? 'failed' : 'succeeded',
  }));
}

/** JSON text of the attempts. Bodies are left out where the steps show them already. */
export function attemptsText(call: Call, shown: ShownJson, withAnswers: boolean): string | undefined {
  const { entries } = call.attempts;
  if (entries.length === 0) return undefined;
  const inSteps = call.steps.length > 0;
  return `[${entries.map((entry) => attemptText(entry, shown, { withAnswers, bodies: !inSteps || entry.error !== undefined || (entry.response?.status ?? 0) >= 400 })).join(',')}]`;
}

function stepText(step: StepRecord, shown: ShownJson, withAnswers: boolean, shared: number): string {
  const { request, response, output, error, durationMs, ...head } = step;
  const ownOutput = output !== undefined && withAnswers && (shared & OUTPUT_IS_BODY) === 0;
  const ownBody = withAnswers && (shared & BODY_IS_EXECUTION_OUTPUT) === 0;
  return parts(JSON.stringify({ ...head, durationMs: micro(durationMs), ...(shared === 0 ? {} : { shared }) }), [
    ['request', request && requestText(request, shown)],
    ['response', response && responseText(response, shown, ownBody)],
    ['output', ownOutput ? shown.body(output) : undefined],
    ['error', error && shown.small(error)],
  ]);
}

function attemptText(entry: AttemptEntry, shown: ShownJson, show: { withAnswers: boolean; bodies: boolean }): string {
  const { request, response, error, retry } = entry;
  const head = {
    ...(request.stepId === undefined ? {} : { stepId: request.stepId }),
    number: entry.number,
    startedAt: new Date(entry.startedAtMs).toISOString(),
    durationMs: micro(entry.durationMs),
    ...(entry.limitWaitMs === undefined ? {} : { limitWaitMs: micro(entry.limitWaitMs) }),
  } satisfies Partial<AttemptRecord>;
  const body = show.bodies && request.body !== undefined ? { body: sentBody(request.body) } : {};
  return parts(JSON.stringify(head), [
    ['request', requestText({ method: request.method, url: request.url, headers: request.headers, ...body }, shown)],
    ['response', response && responseText(shownResponse(response, show), shown, show.withAnswers)],
    ['error', error && shown.small(shownError(error))],
    ['retry', retry && shown.small({ afterMs: retry.afterMs, reason: retry.reason })],
  ]);
}

function requestText(request: ShownRequest, shown: ShownJson): string {
  return `{"method":${JSON.stringify(request.method)},"url":${shown.url(request.url)},"headers":${shown.headers(request.headers)}${request.body === undefined ? '' : `,"body":${shown.body(request.body)}`}}`;
}

function responseText(response: ShownResponse, shown: ShownJson, withAnswers: boolean): string {
  const body = response.body === undefined || !withAnswers ? '' : `,"body":${shown.body(response.body)}`;
  return `{"status":${response.status},"headers":${shown.headers(response.headers)},"bytes":${response.bytes}${response.truncated ? ',"truncated":true' : ''}${body}}`;
}

function shownResponse(response: KeptResponse, show: { withAnswers: boolean; bodies: boolean }): ShownResponse {
  const { status, headers, bytes, body } = response;
  if (!show.bodies || !show.withAnswers || bytes === 0) return { status, headers, bytes };
  const whole = body.byteLength === bytes;
  return {
    status,
    headers,
    bytes,
    body: readable(body, whole && /json/i.test(headers['content-type'] ?? '')),
    ...(whole ? {} : { truncated: true }),
  };
}

function sentBody(body: string | Uint8Array): AttemptBody {
  const json = typeof body === 'string' && /^\s*[[{]/.test(body);
  return readable(Buffer.from(body), json);
}

type AttemptBody = NonNullable<ShownRequest['body']>;

/** Bytes as JSON value, text, or a note of their size when they are neither. */
function readable(bytes: Uint8Array, json: boolean): AttemptBody {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  if (json) {
    try {
      return JSON.parse(text) as AttemptBody;
    } catch {
      return text;
    }
  }
  return text.includes('\0') ? `[binary, ${bytes.byteLength} bytes]` : text;
}

/** Appends members whose values are JSON texts to the text of an object. */
function parts(head: string, members: readonly (readonly [string, string | undefined])[]): string {
  let text = head.slice(0, -1);
  for (const [name, value] of members) if (value !== undefined) text += `,"${name}":${value}`;
  return `${text}}`;
}
