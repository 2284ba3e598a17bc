import {
  PlatformError, isPlatformError, type JsonValue, type OutboundHttp, type OutboundResponse, type ProviderRequest, type RunContext, type Runnable,
} from '@patchbay/kernel';
import type { SampleAccount } from './sample-account.js';

export interface Run {
  readonly runnable: Runnable;
  readonly input: unknown;
  readonly account: SampleAccount;
  readonly http: OutboundHttp;
}

/** Runs an action as the router would, without waiting between attempts: validate, send (with safe repeats), read. */
export async function runAction({ runnable, input, account, http }: Run): Promise<JsonValue> {
  const validated = runnable.validateInput(input);
  const context: RunContext = {
    input: validated, credential: account.resolved, now: new Date('2026-01-02T03:04:05Z'), signal: new AbortController().signal,
    deadlineAt: Date.now() + runnable.totalTimeoutMs,
    workspaceSecret: () => Promise.reject(new PlatformError('template_invalid', 'No secrets here.')),
    send: (request) => attempt(request, http), onStep: () => {}, onCost: () => {},
    redact: (text) => account.secrets.reduce((shown, secret) => shown.replaceAll(secret, '[redacted]'), text),
  };
  const { output } = await runnable.run(context);
  return output;
}

const MAX_ATTEMPTS = 2;

/** Reads repeat; writes repeat only with a provider idempotency key, or when nothing was sent. */
async function attempt(request: ProviderRequest, http: OutboundHttp): Promise<OutboundResponse> {
  const repeatable = request.effect === 'read' || request.idempotency !== undefined;
  for (let number = 1; ; number += 1) {
    const last = number >= Math.min(MAX_ATTEMPTS, request.maxRetries + 1);
    try {
      const response = await http.send({ ...request, ...withKey(request), maxResponseBytes: 10_000_000 });
      const failure = request.failureOf?.(response);
      if (last || !failure || !repeatable || !['provider_throttled', 'provider_unavailable'].includes(failure.code)) return response;
    } catch (thrown) {
      if (last || (!repeatable && !(isPlatformError(thrown) && thrown.detail.sent === false))) {
        throw repeatable || !isPlatformError(thrown) ? thrown : new PlatformError('outcome_unknown', 'The request was sent but no answer came.', thrown.detail);
      }
    }
  }
}

/** The provider's idempotency key, the same on every attempt. */
function withKey(request: ProviderRequest): Pick<ProviderRequest, 'headers' | 'body'> {
  const { header, field } = request.idempotency ?? {};
  const headers = header === undefined ? request.headers : { ...request.headers, [header.toLowerCase()]: IDEMPOTENCY_KEY };
  if (field === undefined || typeof request.body !== 'string') return request.body === undefined ? { headers } : { headers, body: request.body };
  return { headers, body: JSON.stringify({ ...(JSON.parse(request.body) as object), [field]: IDEMPOTENCY_KEY }) };
}

/** The key every keyed request of the suite carries. */
export const IDEMPOTENCY_KEY = 'patchbay-0198f3a0';
