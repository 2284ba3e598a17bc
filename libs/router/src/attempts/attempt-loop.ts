import {
  errorFacts,
  isPlatformError,
  PlatformError,
  secretsOf,
  toPlatformError,
  type ErrorCode,
  type OutboundResponse,
  type ProviderRequest,
  type ResolvedCredential,
} from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { CircuitScope } from '../ports/circuit-breaker.js';
import type { RouterPorts } from '../ports/router-ports.js';
import { withTraceContext } from '../tracing/carried-context.js';
import type { RouterMetrics } from '../tracing/router-metrics.js';
import { kept, type AttemptEntry } from './attempt-log.js';
import { withProviderKey } from './provider-key.js';
import { askedDelayMs, backoffMs } from './retry-delay.js';
import { isCredentialRefused, isRepeatable, retryReason, type AttemptResult } from './retry-rule.js';
import { hideWireSecrets } from './wire-secrets.js';

/** A larger answer ends the attempt with `response_too_large`. */
export const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

/** Errors after which it is open what the request has done; others come with an answer or before anything left. */
const NO_ANSWER: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['provider_unavailable', 'provider_timeout', 'cancelled', 'shutting_down']);

type Ports = Pick<RouterPorts, 'http' | 'clock' | 'random' | 'limiter' | 'breaker' | 'credentials'>;

/** One request on its way through its attempts. */
interface Journey {
  request: ProviderRequest;
  /** A repeat is recognised by the provider. */
  readonly keyed: boolean;
  /** What the request is signed with. */
  credential: ResolvedCredential;
  number: number;
  retries: number;
  /** Some attempt was sent and got no answer. */
  lost: boolean;
  /** For room under a rate limit, before the next attempt. */
  limitWaitMs: number;
}

/**
 * Sends the requests of a run: timeout per attempt within the total deadline, repeats with backoff for what may be repeated (see isRepeatable), Retry-After,
 * one credential refresh on 401, a record of every attempt. Answers come back whatever their status; errors mean that there was none.
 */
export class AttemptLoop {
  constructor(
    private readonly ports: Ports,
    private readonly metrics: Pick<RouterMetrics, 'attempted' | 'refreshed'>,
  ) {}

  async send(call: Call, asked: ProviderRequest): Promise<OutboundResponse> {
    const journey: Journey = {
      ...withProviderKey(call, asked),
      credential: call.credential,
      number: 1,
      retries: 0,
      lost: false,
      limitWaitMs: 0,
    };
    const paid = call.attempts.count++ === 0 && asked.bucket === undefined;
    hideWireSecrets(asked, call.redactor);
    if (!paid) journey.limitWaitMs = await this.takeRoom(call, journey.request);
    for (;;) {
      const circuit = this.enter(call, journey);
      const { request, number } = journey;
      const attempt = (): ReturnType<AttemptLoop['attempt']> => this.attempt(call, journey);
      const { entry, result } = await (call.trace ? call.trace.inAttempt({ request, number }, attempt) : attempt());
      this.metrics.attempted(call.runnable, entry);
      this.ports.breaker.leave(circuit, circuit.host, providerFailure(result));
      if (!(await this.goOn(call, journey, entry, result))) {
        if ('response' in result) return result.response;
        throw this.finalError(call, journey, result.error);
      }
      journey.number++;
    }
  }

  /** Through the circuit to the request's host, unless the run was stopped meanwhile. */
  private enter(call: Call, journey: Journey): CircuitScope & { readonly host: string } {
    const {
      workspaceId,
      runnable: { connectorKey },
      connectionId,
    } = call;
    const circuit = { workspaceId, connectorKey, connectionId, host: hostOf(journey.request.url) };
    try {
      call.controller.signal.throwIfAborted();
      this.ports.breaker.enter(circuit, circuit.host);
    } catch (thrown) {
      throw this.finalError(call, journey, toPlatformError(thrown));
    }
    return circuit;
  }

  private async attempt(call: Call, journey: Journey): Promise<{ entry: AttemptEntry; result: AttemptResult }> {
    const { request } = journey;
    const { http, limiter, clock } = this.ports;
    const { workspaceId, runnable, connectionId } = call;
    const timeoutMs = Math.min(request.timeoutMs, Math.max(1, call.remainingMs()));
    const entry = call.attempts.begin(request, journey.number, clock.nowMs());
    if (journey.limitWaitMs > 0) entry.limitWaitMs = journey.limitWaitMs;
    journey.limitWaitMs = 0;
    const startedMs = clock.monotonicMs();
    const writes = request.effect !== 'read';
    if (writes) call.attempts.openWrites++;
    let result: AttemptResult;
    try {
      const response = await http.send({
        method: request.method,
        url: request.url,
        headers: runnable.sendsTraceContext ? withTraceContext(request.headers, call.request.traceId) : request.headers,
        timeoutMs,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        signal: call.controller.signal,
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.maxRedirects === undefined ? {} : { maxRedirects: request.maxRedirects }),
      });
      result = { response, failure: request.failureOf?.(response) };
      entry.response = kept(response);
      call.attempts.bytes += response.body.byteLength;
      if (result.failure) entry.error = result.failure;
      call.attempts.anySent = true;
      limiter.observe({ workspaceId, runnable, connectionId }, response);
    } catch (thrown) {
      const error = toPlatformError(thrown);
      result = { error };
      entry.error = error;
      if (mayHaveLeft(error)) {
        call.attempts.anySent = true;
        journey.lost ||= NO_ANSWER.has(error.code);
      }
    } finally {
      if (writes) call.attempts.openWrites--;
      entry.durationMs = clock.monotonicMs() - startedMs;
    }
    return { entry, result };
  }

  /** Whether another attempt follows; waits for its time and makes it ready. */
  private async goOn(call: Call, journey: Journey, entry: AttemptEntry, result: AttemptResult): Promise<boolean> {
    const { clock, random } = this.ports;
    if (isCredentialRefused(result)) {
      if (!(await this.refresh(call, journey))) return false;
      entry.retry = { afterMs: 0, reason: 'the credential was refreshed' };
      return this.ready(call, journey);
    }
    const reason = retryReason(journey.request, result);
    if (reason === undefined || journey.retries >= journey.request.maxRetries || !isRepeatable(journey.request, result, journey.keyed))
      return false;
    const afterMs = askedDelayMs(result, clock.nowMs()) ?? backoffMs(journey.retries + 1, random);
    if (afterMs >= call.remainingMs() || call.controller.signal.aborted) return false;
    journey.retries++;
    entry.retry = { afterMs, reason };
    await clock.sleep(afterMs, call.controller.signal);
    return this.ready(call, journey);
  }

  /** A repeat needs room and a fresh signature. Without room the answer there is has to do. */
  private async ready(call: Call, journey: Journey): Promise<boolean> {
    if (call.controller.signal.aborted || call.remainingMs() <= 0) return false;
    try {
      journey.limitWaitMs = await this.takeRoom(call, journey.request);
    } catch (error) {
      if (isPlatformError(error) && error.code === 'rate_limited') return false;
      throw error;
    }
    const { resign } = journey.request;
    if (resign) {
      journey.request = { ...journey.request, ...resign() };
      journey.credential = call.credential;
      hideWireSecrets(journey.request, call.redactor);
    }
    return true;
  }

  /** Out: milliseconds it waited. */
  private async takeRoom(call: Call, request: ProviderRequest): Promise<number> {
    const { workspaceId, runnable, connectionId } = call;
    const verdict = await this.ports.limiter.take({
      workspaceId,
      runnable,
      connectionId,
      bucket: request.bucket,
      maxWaitMs: call.remainingMs(),
      signal: call.controller.signal,
    });
    if (verdict.kind === 'wait' || verdict.kind === 'refused') {
      throw new PlatformError('rate_limited', verdict.reason, {
        connector: runnable.connectorKey,
        retryAfterMs: verdict.retryAfterMs,
        sent: false,
      });
    }
    return verdict.kind === 'taken' ? verdict.waitedMs : 0;
  }

  /** Whether there is another credential than the refused one. One refresh per call; requests that run side by side share it. */
  private async refresh(call: Call, journey: Journey): Promise<boolean> {
    const { auth } = call.runnable;
    if (!journey.request.resign || auth.kind === 'none') return false;
    if (journey.credential !== call.credential) return true;
    if (!call.refreshable) return false;
    call.refreshing ??= this.renew(call, auth.connector);
    return call.refreshing;
  }

  private async renew(call: Call, connector: string): Promise<boolean> {
    const { workspaceId, connectionId, credential } = call;
    const asked = { workspaceId, connector, connectionId };
    const fresh = await this.ports.credentials.refresh(asked, credential).catch((error: unknown) => {
      this.metrics.refreshed(call.runnable, 'failed');
      throw error;
    });
    this.metrics.refreshed(call.runnable, fresh ? 'renewed' : 'none');
    call.refreshable = false;
    if (!fresh) return false;
    for (const secret of secretsOf(fresh.credential)) call.redactor.add(secret);
    call.credential = fresh;
    return true;
  }

  private finalError(call: Call, journey: Journey, error: PlatformError): PlatformError {
    const { signal } = call.controller;
    const stopped = signal.aborted && isPlatformError(signal.reason) ? signal.reason : undefined;
    const writes = journey.request.effect !== 'read';
    // A later attempt that never left says nothing about the earlier one that did.
    if (writes && journey.lost) {
      call.attempts.writeLost = true;
      return new PlatformError(
        'outcome_unknown',
        'The request was sent but no answer came. It may have taken effect: check at the provider before running it again.',
        { ...error.detail, sent: true },
        { cause: error },
      );
    }
    if (stopped) return stopped;
    if (error.code === 'provider_timeout' && call.remainingMs() <= 0) {
      return new PlatformError(
        'deadline_exceeded',
        `The execution did not end within its ${call.runnable.totalTimeoutMs} ms.`,
        error.detail,
        { cause: error },
      );
    }
    return error;
  }
}

function mayHaveLeft(error: PlatformError): boolean {
  return error.detail.sent ?? (errorFacts(error.code).fault === 'provider' || error.code === 'cancelled');
}

/** What the breaker counts: failures that are the provider's, but not being asked to slow down. */
function providerFailure(result: AttemptResult): ErrorCode | undefined {
  const error = 'error' in result ? result.error : result.failure;
  if (error) return errorFacts(error.code).fault === 'provider' && error.code !== 'provider_throttled' ? error.code : undefined;
  return 'response' in result && result.response.status >= 500 ? 'provider_unavailable' : undefined;
}

/** Host and port as they stand in a URL, without parsing all of it. */
function hostOf(url: string): string {
  return /^[^:]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/.exec(url)?.[1] ?? '';
}
