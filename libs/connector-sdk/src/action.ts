import type { CostRecord, Effect, JsonObject, ProviderIdempotency } from '@patchbay/kernel';
import type { z } from 'zod';
import type { Http } from './http/http.js';

/** What an HTTP action may use. It never sees a token. */
export interface ActionContext<Input> {
  readonly input: Input;
  readonly http: Http;
  /** Non-secret facts of the connection (instance URL, account id, …). */
  readonly account: JsonObject;
  readonly report: Report;
  readonly now: Date;
}

/** What a data-driver action may use: a pooled client instead of `http`. */
export interface DataActionContext<Input, Client> {
  readonly input: Input;
  readonly client: Client;
  readonly account: JsonObject;
  readonly report: Report;
  readonly now: Date;
  /** Aborted on cancel and at the deadline. */
  readonly signal: AbortSignal;
  /** Milliseconds left until the deadline. */
  readonly timeLeftMs: number;
}

export interface Report {
  /** Tells the router what a model call cost. */
  cost(cost: CostRecord): void;
}

interface ActionFacts<I extends z.ZodType, O extends z.ZodType> {
  /** `noun.verb`. */
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  /** Decides retries: a `read` repeats, a `create` never does blindly. */
  readonly effect: Effect;
  readonly input: I;
  readonly output: O;
  /** OAuth scopes this action needs, when not all of the connector's. */
  readonly scopes?: readonly string[];
  /** Overrides the connector's; `null` = this action's requests cannot carry a key. */
  readonly idempotency?: ProviderIdempotency | null;
  /** Milliseconds for one request of this action (default: the connector's). */
  readonly timeoutMs?: number;
}

export interface HttpAction<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends ActionFacts<I, O> {
  readonly kind: 'http';
  run(context: ActionContext<z.output<I>>): Promise<z.input<O>>;
}

export interface DataAction<Client = unknown, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends ActionFacts<I, O> {
  readonly kind: 'data';
  run(context: DataActionContext<z.output<I>, Client>): Promise<z.input<O>>;
}

export type Action = HttpAction | DataAction;

/**
 * One operation of an HTTP connector: data plus a small `run`.
 * @example
 * export const getPerson = defineAction({
 *   key: 'person.get', title: 'Get person', effect: 'read',
 *   input: z.object({ id: z.int() }), output: Contact,
 *   async run({ input, http }) {
 *     // https://vendor.example/docs#getPerson
 *     return toContact(await http.get(path`/persons/${input.id}`, { expect: Person }));
 *   },
 * });
 */
export function defineAction<I extends z.ZodType, O extends z.ZodType>(action: Omit<HttpAction<I, O>, 'kind'>): HttpAction<I, O> {
  return { kind: 'http', ...action };
}

/**
 * The same for a data driver; the client's type is given first.
 * @example export const find = defineDataAction<PgClient>()({ key: 'rows.find', …, run: ({ input, client }) => client.query(…) })
 */
export function defineDataAction<Client>() {
  return <I extends z.ZodType, O extends z.ZodType>(action: Omit<DataAction<Client, I, O>, 'kind'>): DataAction<Client, I, O> => ({
    kind: 'data',
    ...action,
  });
}
