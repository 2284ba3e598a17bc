import type { OutboundResponse, PlatformError, ProviderRequest } from '@patchbay/kernel';

/** A provider's answer as it is kept for the record. */
export interface KeptResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** The whole body, or only its beginning when it is larger than KEPT_BODY_BYTES. */
  readonly body: Uint8Array;
}

/** One attempt as it happened; shown and redacted only when it is recorded. */
export interface AttemptEntry {
  readonly number: number;
  readonly request: ProviderRequest;
  readonly startedAtMs: number;
  durationMs: number;
  response?: KeptResponse;
  error?: PlatformError;
  /** For room under a rate limit, before it was sent. */
  limitWaitMs?: number;
  retry?: { readonly afterMs: number; readonly reason: string };
}

/** Attempts of one call that are kept; a listing may make hundreds of requests. */
const MAX_ENTRIES = 100;
const KEPT_BODY_BYTES = 65_536;
const KEPT_BEGINNING_BYTES = 4_096;

/** The requests of one call. */
export class AttemptLog {
  readonly entries: AttemptEntry[] = [];
  /** Requests the run asked for. */
  count = 0;
  /** Attempts beyond the first of a request. */
  repeated = 0;
  /** Of bodies, to and from the provider. */
  bytes = 0;
  /** Bytes of some request may have reached the provider. */
  anySent = false;
  /** The credential went to a driver, which speaks to the service by itself. */
  byDriver = false;
  /** Writes that are under way right now. */
  openWrites = 0;
  /** A write was sent and got no answer. */
  writeLost = false;
  /** How often each step has asked; numbers the requests for the provider's idempotency keys. */
  readonly askedBy = new Map<string, number>();

  /** The call's credential may have reached the service. */
  get credentialUsed(): boolean {
    return this.anySent || this.byDriver;
  }

  begin(request: ProviderRequest, number: number, startedAtMs: number): AttemptEntry {
    const entry: AttemptEntry = { number, request, startedAtMs, durationMs: 0 };
    if (number > 1) this.repeated++;
    if (request.body !== undefined)
      this.bytes += typeof request.body === 'string' ? Buffer.byteLength(request.body) : request.body.byteLength;
    if (this.entries.length < MAX_ENTRIES) this.entries.push(entry);
    return entry;
  }
}

/** The answer without the large body that nobody will be shown: it must not stay in memory until the call ends. */
export function kept(response: OutboundResponse): KeptResponse {
  const { status, headers, body } = response;
  const large = body.byteLength > KEPT_BODY_BYTES;
  return { status, headers, bytes: body.byteLength, body: large ? Uint8Array.prototype.slice.call(body, 0, KEPT_BEGINNING_BYTES) : body };
}
