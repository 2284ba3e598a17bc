import type { HttpConnector } from '@patchbay/connector-sdk';
import type { TableFacts } from '../state/table.js';
import type { Call } from './call.js';
import type { Reply } from './reply.js';
import type { Row } from './row.js';

/** What a provider says no with: its status, its own word for the reason, and a sentence. */
export interface Failure {
  readonly status: number;
  /** The provider's own code; absent: what it says for the status. */
  readonly code?: string | undefined;
  readonly message: string;
}

/** Answers a request. A `Reply` is sent as it is, undefined is 204, anything else a 200 with JSON. Refuse with `throw call.fail(…)`. */
export type Handler = (call: Call) => unknown;

export interface SimulatorFacts {
  readonly connector: HttpConnector;
  readonly tables?: Readonly<Record<string, TableFacts>>;
  /**
   * `METHOD /path` as at the vendor, after scheme and host. `:name` takes one segment, `:name*` all that follow; the first that fits answers.
   * `:name.json` keeps the ending out of the value.
   */
  readonly routes: Readonly<Record<string, Handler>>;
  /** The vendor's form of a failure: a body, or a whole reply. */
  readonly failure: (failure: Failure) => Row | Reply;
  /** Headers of every answer: request ids, versions. */
  readonly headers?: (call: Call) => Record<string, string>;
  readonly oauth?: {
    /** What the token endpoint says beside, or instead of, the standard members. `origin`: where the provider is reached, without a slash at the end. */
    readonly token?: (standard: Row, about: { readonly origin: string; readonly scope: string }) => Row;
    /** Seconds an access token lives; default 3600. */
    readonly lifetimeSeconds?: number;
  };
  /** Who is asked before the vendor's own check of the credential; a route answers without one when this says so. */
  readonly open?: (call: Call) => boolean;
}

/** The description of a simulated provider: what `<key>.simulator.ts` exports by default. */
export type Simulator = SimulatorFacts;

/**
 * How one provider behaves: its records, its addresses and its words. Authentication, OAuth, rate limits, faults and paging are the engine's and follow
 * from what the connector declares.
 * @example
 * export default defineSimulator({
 *   connector: acme, tables: { things: { mint: numbered(100), seed: [{ id: '1', name: 'Bolt' }] } },
 *   failure: ({ code, message }) => ({ error: { code, message } }),
 *   routes: { 'GET /v1/things/:id': (call) => call.one('things'), 'POST /v1/things': (call) => call.created(call.table('things').insert(call.body)) },
 * });
 */
export function defineSimulator(facts: SimulatorFacts): Simulator {
  return facts;
}
