import type { LookupAddress } from 'node:dns';
import { isIPv6, type LookupFunction } from 'node:net';
import { isPlatformError, type OutboundRequest, type PlatformError } from '@patchbay/kernel';
import { createOutboundHttp, type ClosableOutboundHttp, type OutboundHttpOptions } from '../outbound-http.js';

const open: ClosableOutboundHttp[] = [];

/** A client that may call 127.0.0.1; closed by closeClients(). */
export function client(options: Partial<OutboundHttpOptions> = {}): ClosableOutboundHttp {
  const made = createOutboundHttp({ allow: ['127.0.0.1/32'], ...options });
  open.push(made);
  return made;
}

export async function closeClients(): Promise<void> {
  await Promise.all(open.splice(0).map((made) => made.close()));
}

export function get(url: string, more: Partial<OutboundRequest> = {}): OutboundRequest {
  return { method: 'GET', url, headers: {}, timeoutMs: 5_000, maxResponseBytes: 1_000_000, ...more };
}

/** The error a request ends with; fails when it succeeds. */
export async function failureOf(sent: Promise<unknown>): Promise<PlatformError> {
  const outcome = await sent.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isPlatformError(outcome)) throw new Error('The request should have failed with a PlatformError', { cause: outcome });
  return outcome;
}

/** What callers act on. */
export async function verdictOf(sent: Promise<unknown>): Promise<{ code: string; host: string | undefined; sent: boolean | undefined }> {
  const { code, detail } = await failureOf(sent);
  return { code, host: detail.host, sent: detail.sent };
}

/** DNS that answers from a list, one entry per question; the last one stays. */
export function lookupOf(...answers: readonly (readonly string[] | Error)[]): LookupFunction & { asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const answer = answers[Math.min(asked.push(hostname) - 1, answers.length - 1)] ?? [];
    setImmediate(() => {
      if (answer instanceof Error) return callback(answer, '', 0);
      callback(
        null,
        answer.map((address): LookupAddress => ({ address, family: isIPv6(address) ? 6 : 4 })),
      );
    });
  };
  return Object.assign(lookup, { asked });
}
