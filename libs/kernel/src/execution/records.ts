import type { ErrorCode } from '../errors/catalog.js';
import type { JsonValue } from '../json/json.js';

/** The twelve steps of the router, in order (DESIGN §3). */
export const ROUTER_STEPS = [
  'resolve-connector',
  'authorize',
  'validate-input',
  'replay',
  'resolve-connection',
  'resolve-credential',
  'rate-limit',
  'circuit-breaker',
  'intent',
  'execute',
  'map-output',
  'record',
] as const;
export type RouterStepName = (typeof ROUTER_STEPS)[number];

/** What one router step decided, why, and how long its own work took. Stored with the execution and answered by "explain". */
export interface Decision {
  readonly step: RouterStepName;
  /** One word or short phrase: `found`, `allowed`, `no-limit`, `retried`. */
  readonly outcome: string;
  /** A sentence for people. Never a secret, a body or a header value. */
  readonly reason: string;
  /** Milliseconds from the start of the call. */
  readonly atMs: number;
  readonly durationMs: number;
}

/** A request as it may be shown: secrets and sensitive headers already replaced by `[redacted]`. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
}

export interface ShownResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly body?: JsonValue;
  readonly truncated?: boolean;
}

export interface ShownError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly providerStatus?: number;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** One request to a provider (or one use of a data driver), successful or not. */
export interface AttemptRecord {
  /** The connector step it belongs to; absent for single-step connectors and actions. */
  readonly stepId?: string;
  /** 1 for the first try of a request. */
  readonly number: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly request?: ShownRequest;
  readonly response?: ShownResponse;
  readonly error?: ShownError;
  /** How long it waited for room under a rate limit before it was sent; absent: not at all. The first request of a call waits in its rate-limit step. */
  readonly limitWaitMs?: number;
  /** Why and how long the router waited before the next attempt. */
  readonly retry?: { readonly afterMs: number; readonly reason: string };
}

export type StepStatus = 'succeeded' | 'failed' | 'skipped';

/** One step of a multi-step connector (a single-step connector has exactly one, id `request`). */
export interface StepRecord {
  readonly id: string;
  readonly name?: string;
  /** The parallel group it ran in. */
  readonly groupId?: string;
  readonly status: StepStatus;
  /** Why it was skipped, e.g. the condition that was false. */
  readonly reason?: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly request?: ShownRequest;
  readonly response?: ShownResponse;
  readonly output?: JsonValue;
  readonly error?: ShownError;
}

/** Model tokens and money a call used, when the connector knows. Money in US dollars; null = price unknown, never 0. */
export interface CostRecord {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly usd: number | null;
  /** What was charged by; absent when the price is unknown. */
  readonly price?: ListPrice;
}

/** A model's list prices in US dollars per million tokens, and the version of the list: the vendor's page and the day it was read. */
export interface ListPrice {
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
  readonly source: string;
  /** ISO date. */
  readonly asOf: string;
}
