import { cutPage, type CutPage, type PageAsk } from '../state/paging.js';
import type { Table } from '../state/table.js';
import { Refusal, Reply } from './reply.js';
import type { Arrival } from './read-request.js';
import { number, type Row } from './row.js';

export interface CallParts extends Arrival {
  readonly tables: ReadonlyMap<string, Table>;
  /** Pages are never larger. */
  readonly pageCap: number | undefined;
  readonly sequence: () => number;
}

/** One request at a simulated provider, and what may be done about it. */
export class Call {
  /** Values of `:name` segments, decoded. Filled when the route is known. */
  readonly params: Record<string, string> = {};

  constructor(private readonly parts: CallParts) {}

  get method(): string {
    return this.parts.request.method;
  }

  get path(): string {
    return this.parts.path;
  }

  get origin(): string {
    return this.parts.origin;
  }

  get query(): URLSearchParams {
    return this.parts.request.query;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.parts.request.headers;
  }

  /** JSON or form fields of the body; an empty object for anything else. */
  get body(): Row {
    return this.parts.request.fields;
  }

  /** The body as JSON when it is a list or a scalar. */
  get json(): unknown {
    return this.parts.request.json;
  }

  get bytes(): Buffer {
    return this.parts.request.bytes;
  }

  get nowMs(): number {
    return this.parts.nowMs;
  }

  /** ISO time of the request. */
  get now(): string {
    return new Date(this.nowMs).toISOString();
  }

  /** Seconds since the epoch. */
  get nowSeconds(): number {
    return Math.floor(this.nowMs / 1_000);
  }

  /** Another number with every use, from 1. */
  sequence(): number {
    return this.parts.sequence();
  }

  /** Query and body together; the body wins. */
  get asked(): Row {
    return { ...Object.fromEntries(this.query), ...this.body };
  }

  table(name: string): Table {
    const table = this.parts.tables.get(name);
    if (!table) throw new Error(`The simulator has no table "${name}"`);
    return table;
  }

  /** The record of the path's `:id`, or of `id`. Refuses with 404. */
  one(table: string, id: unknown = this.params['id'], code?: string): Row {
    return this.table(table).get(id) ?? this.refuse(404, `There is no ${singular(table)} ${String(id)}.`, code);
  }

  /** Changes the record of the path's `:id`, or of `id`. Refuses with 404. */
  update(table: string, patch: Row, id: unknown = this.params['id']): Row {
    this.one(table, id);
    return this.table(table).update(id, patch) ?? {};
  }

  /** Takes the record of the path's `:id`, or of `id`, away. Refuses with 404. */
  remove(table: string, id: unknown = this.params['id']): Row {
    const row = this.one(table, id);
    this.table(table).remove(id);
    return row;
  }

  /** Cuts the page that query and body ask for, or `asked` in their place. Refuses an unknown cursor with 400. */
  page(rows: readonly Row[], ask: PageAsk, asked: Row = this.asked): CutPage {
    return cutPage(rows, ask, asked, this.parts.pageCap) ?? this.refuse(400, 'The cursor is not one of this list.');
  }

  /** Size of the page that a parameter asks for, where the answer tells whether there is more. */
  pageSize(name: string, usual = 100, most = 100): number {
    return Math.max(1, Math.min(most, number(this.asked[name], usual), this.parts.pageCap ?? most));
  }

  /** This address with other parameters: links to next pages. `null` takes one away. */
  addressWith(parameters: Readonly<Record<string, string | number | null>>): string {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(parameters)) {
      if (value === null) query.delete(name);
      else query.set(name, String(value));
    }
    return `${this.origin}${this.path}?${query.toString()}`;
  }

  /** Refuses with 400 when one of the members is missing or empty. */
  need(...names: readonly string[]): void {
    for (const name of names) {
      const value = this.asked[name];
      if (value === undefined || value === null || value === '') this.refuse(400, `Missing required parameter: ${name}`);
    }
  }

  created(body: unknown): Reply {
    return new Reply(201, body);
  }

  /** The refusal to throw: `throw call.fail(409, '…', 'NAME_TAKEN')`. */
  fail(status: number, message: string, code?: string): Refusal {
    return new Refusal(status, code, message);
  }

  private refuse(status: number, message: string, code?: string): never {
    throw this.fail(status, message, code);
  }
}

function singular(table: string): string {
  return table.replace(/ies$/, 'y').replace(/s$/, '').replaceAll('_', ' ');
}
