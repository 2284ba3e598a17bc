import { RateMeter, type SetLimit } from '../limits/rate-meter.js';
import { CredentialCheck } from '../oauth/credential-check.js';
import { OauthEndpoints } from '../oauth/oauth-endpoints.js';
import { Table } from '../state/table.js';
import { Call } from './call.js';
import type { Arrival } from './read-request.js';
import { Refusal, Reply } from './reply.js';
import { Routes } from './routes.js';
import type { Failure, Simulator } from './simulator.js';

/** One provider being played: its description, and what has happened to it since it began. */
export class SimulatedProvider {
  readonly oauth: OauthEndpoints;
  readonly meter: RateMeter;
  private readonly routes: Routes;
  private readonly credentials: CredentialCheck;
  /** Pages of this provider are never larger, where an answer tells that there are more. */
  pageCap: number | undefined;
  private tables: ReadonlyMap<string, Table>;
  private counter = 0;

  constructor(readonly simulator: Simulator) {
    this.routes = new Routes(simulator.routes);
    this.oauth = new OauthEndpoints(simulator);
    this.credentials = new CredentialCheck(simulator.connector, this.oauth.grants, this.oauth.oauth1);
    this.meter = new RateMeter(simulator.connector);
    this.tables = freshTables(simulator);
  }

  /** Forgets everything that happened. */
  reset(): void {
    this.tables = freshTables(this.simulator);
    this.counter = 0;
    this.meter.clear();
  }

  limit(limit: SetLimit): void {
    this.meter.set(limit);
  }

  /** All records by table, for curious people and tests. */
  records(): Record<string, unknown> {
    return Object.fromEntries([...this.tables].map(([name, table]) => [name, table.all()]));
  }

  /** The answer to a request, whatever it is. Never throws for what a caller sent. */
  async answer(arrival: Arrival): Promise<Reply> {
    const oauth = this.oauth.answer(arrival);
    if (oauth) return oauth;
    const call = new Call({ ...arrival, tables: this.tables, pageCap: this.pageCap, sequence: () => (this.counter += 1) });
    const reply = await this.answerCall(call, arrival);
    const headers = { ...this.meter.headers(arrival.nowMs), ...this.simulator.headers?.(call), ...reply.headers };
    return new Reply(reply.status, reply.body, headers);
  }

  private async answerCall(call: Call, { request, nowMs, origin }: Arrival): Promise<Reply> {
    const authorised = this.simulator.open?.(call) === true || this.credentials.accepts(request, origin, call.path);
    if (!authorised) return this.refused({ status: 401, message: 'The credential is missing or not valid.' });
    const waitMs = this.meter.take(nowMs);
    if (waitMs > 0) {
      const { status, body, headers } = this.refused({ status: 429, message: 'Too many requests; slow down.' });
      return new Reply(status, body, { 'retry-after': String(Math.ceil(waitMs / 1_000)), ...headers });
    }
    const found = this.routes.find(call.method, call.path);
    if (!found) return this.refused({ status: 404, message: `The simulator does not know ${call.method} ${call.path}.` });
    Object.assign(call.params, found.params);
    try {
      const answer = await found.handler(call);
      if (answer instanceof Reply) return answer;
      return answer === undefined ? new Reply(204) : new Reply(200, answer);
    } catch (error) {
      if (error instanceof Refusal) return this.refused(error);
      throw error;
    }
  }

  /** A failure in the provider's words. */
  refused({ status, code, message }: Failure): Reply {
    const worded = this.simulator.failure({ status, code, message });
    return worded instanceof Reply ? worded : new Reply(status, worded);
  }
}

function freshTables({ tables = {} }: Simulator): ReadonlyMap<string, Table> {
  return new Map(Object.entries(tables).map(([name, facts]) => [name, new Table(facts)]));
}
