import type { PlatformError } from '../errors/platform-error.js';
import type { OutboundResponse } from '../http/outbound.js';
import type { JsonObject, JsonValue } from '../json/json.js';
import type { ResolvedCredential } from './credential.js';
import type { Effect } from './effect.js';
import type { CostRecord, StepRecord } from './records.js';

/** One shared bucket. `strategy`: `queue` waits for room, `fail` answers 429. */
export interface RateLimitRule {
  /** Names the bucket below the connector and connection: `connector`, `service`, `search`, … */
  readonly bucket: string;
  readonly requests: number;
  readonly perMs: number;
  readonly strategy: 'queue' | 'fail';
}

/** Response headers that tell what is left of a bucket. `resetIn`: what the reset header counts (default seconds from now). */
export interface RateLimitHeaders {
  readonly bucket?: string;
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
  readonly resetIn?: 'seconds' | 'ms' | 'epoch-seconds' | 'epoch-ms';
}

/** How the provider recognises a repeated write: a header, or a member of the JSON body (dotted path), that carries our key. */
export interface ProviderIdempotency {
  readonly header?: string;
  readonly field?: string;
}

/** A request of an action or connector step. The router's attempt loop sends, repeats, times and records it. */
export interface ProviderRequest {
  readonly stepId?: string;
  readonly method: string;
  /** Absolute URL, templates filled in, credentials applied. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly effect: Effect;
  /** Milliseconds per attempt. */
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly idempotency?: ProviderIdempotency;
  /** Name of the service-level bucket this request takes from; absent = `service`. */
  readonly bucket?: string;
  readonly maxRedirects?: number;
  /** Signs the request afresh with the context's current credential; called before every repeat (refreshed token, new OAuth1 nonce). Absent: repeated as it is. */
  readonly resign?: () => Pick<ProviderRequest, 'url' | 'headers'>;
  /** The error an answer means to this provider (whatever its status), undefined = success. Absent: the status alone decides. */
  readonly failureOf?: (response: OutboundResponse) => PlatformError | undefined;
}

/** Statuses ≥ 400 come back as answers when retrying is over; the caller decides what they mean. */
export type SendToProvider = (request: ProviderRequest) => Promise<OutboundResponse>;

/** Everything a run may use. Built by the router for one call. */
export interface RunContext {
  readonly input: JsonValue;
  readonly contact?: JsonObject;
  /** Opens a workspace secret and registers its value for redaction; throws `template_invalid` when there is none. */
  readonly workspaceSecret: (name: string) => Promise<string>;
  /** Read it for every request: after a 401 it is the refreshed one. */
  readonly credential: ResolvedCredential;
  readonly send: SendToProvider;
  /** Aborted on cancel and at the total deadline. */
  readonly signal: AbortSignal;
  /** Moment of the total deadline, ms since the epoch. */
  readonly deadlineAt: number;
  readonly now: Date;
  readonly onStep: (step: StepRecord) => void;
  readonly onCost: (cost: CostRecord) => void;
  /** The credential goes to a driver now; what that sends makes no requests of `send`. */
  readonly onDriver?: () => void;
  /** Replaces every registered secret in a string; to be used on anything that will be shown. */
  readonly redact: (text: string) => string;
}

export interface RunResult {
  readonly output: JsonValue;
  /** True when steps failed but `continueOnError` carried on. */
  readonly partial?: boolean;
}

export interface ContactMapping {
  /** JMESPath into the final output. */
  readonly sourcePath: string;
  readonly targetField: string;
}

/** How the waterfall has to find a credential for this runnable. */
export type AuthNeed =
  | { readonly kind: 'none' }
  /** `connector`: whose connections fit. `required: false` lets the call go without one. */
  | { readonly kind: 'connection'; readonly connector: string; readonly required: boolean };

/** An action of a built-in connector, or a compiled custom connector: the only thing the router runs. Immutable and cached. */
export interface Runnable {
  readonly connectorKey: string;
  readonly connectorName: string;
  readonly source: 'builtin' | 'custom';
  readonly version: number;
  /** Absent for custom connectors. */
  readonly action?: string;
  readonly effect: Effect;
  readonly enabled: boolean;
  /** Flags the workspace needs, e.g. `advanced_steps`. */
  readonly flags: readonly string[];
  readonly auth: AuthNeed;
  readonly rateLimits: readonly RateLimitRule[];
  /** Where the provider tells its own limits, so that the buckets can follow them. */
  readonly rateLimitHeaders?: readonly RateLimitHeaders[];
  readonly idempotency?: ProviderIdempotency;
  /** Milliseconds for the whole execution. */
  readonly totalTimeoutMs: number;
  readonly logResponseData: boolean;
  /** The provider is told the trace of each request (`traceparent`); absent: it is not. */
  readonly sendsTraceContext?: boolean;
  /** Credentials written out in the definition; registered for redaction at the start of every call. */
  readonly literalSecrets?: readonly string[];
  readonly mappings: readonly ContactMapping[];
  /** Out: the input with defaults filled in. Throws `input_invalid` naming each field. */
  readonly validateInput: (input: unknown) => JsonValue;
  readonly run: (context: RunContext) => Promise<RunResult>;
  /** Applies `mappings` to an output: target field → value. Missing sources are left out. */
  readonly mapContact: (output: JsonValue) => JsonObject;
  /** Custom connectors that have one: the request that proves a connection. Output `{ account? }`. */
  readonly probe?: Runnable;
}
