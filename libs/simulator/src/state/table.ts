import type { Row } from '../provider/row.js';
import type { MintId } from './minted-id.js';

/** A collection of records, and what is in it at the start. */
export interface TableFacts {
  /** Member that holds the id; default `id`. */
  readonly id?: string;
  readonly mint: MintId;
  readonly seed?: readonly Row[];
}

/** The records of one kind, in the order they came. */
export class Table {
  private readonly byId = new Map<string, Row>();
  private readonly idName: string;
  private minted = 0;

  constructor(private readonly facts: TableFacts) {
    this.idName = facts.id ?? 'id';
    for (const row of facts.seed ?? []) this.insert(structuredClone(row));
  }

  /** Keeps a record and gives it an id when it brings none. Out: the record itself. */
  insert(row: Row): Row {
    const given = row[this.idName];
    const id = given === undefined || given === null ? this.freeId() : (given as string | number);
    const kept = { ...row, [this.idName]: id };
    this.byId.set(String(id), kept);
    return kept;
  }

  get(id: unknown): Row | undefined {
    return this.byId.get(String(id));
  }

  /** Members of `patch` take the place of the record's; undefined ones do not. Out: the record, undefined when there is none. */
  update(id: unknown, patch: Row): Row | undefined {
    const row = this.get(id);
    if (!row) return undefined;
    for (const [name, value] of Object.entries(patch)) if (value !== undefined) row[name] = value;
    return row;
  }

  remove(id: unknown): Row | undefined {
    const row = this.get(id);
    this.byId.delete(String(id));
    return row;
  }

  all(): Row[] {
    return [...this.byId.values()];
  }

  where(is: (row: Row) => boolean): Row[] {
    return this.all().filter(is);
  }

  find(is: (row: Row) => boolean): Row | undefined {
    return this.all().find(is);
  }

  get size(): number {
    return this.byId.size;
  }

  private freeId(): string | number {
    for (;;) {
      this.minted += 1;
      const id = this.facts.mint(this.minted);
      if (!this.byId.has(String(id))) return id;
    }
  }
}
