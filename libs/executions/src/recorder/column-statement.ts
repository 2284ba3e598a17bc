import { columnSql, columnText, joinColumn } from './column-text.js';

/** A named statement of the recorder. */
export interface RecordStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A column of many rows as one parameter. */
export interface Column<Row> {
  readonly name: string;
  readonly type: 'uuid' | 'text' | 'json' | 'int' | 'bigint' | 'bool' | 'float8' | 'timestamptz' | 'bytea';
  readonly valueOf: (row: Row) => string | number | null | undefined;
}

export const time = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());
export const text = (value: string | undefined): string | undefined => (value === undefined ? undefined : columnText(value));

export const names = <Row>(columns: readonly Column<Row>[]): string => columns.map((column) => column.name).join(', ');
export const arrays = <Row>(columns: readonly Column<Row>[]): string =>
  columns.map((column, index) => columnSql(index + 1, column.type)).join(', ');
export const joined = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] =>
  columns.map((column) => joinColumn(rows, column.valueOf));

// "do nothing" makes a repeat after a lost connection harmless: ids are made by us, once.
export const insertSql = <Row>(table: string, columns: readonly Column<Row>[]): string =>
  `insert into ${table} (${names(columns)}) select * from unnest(${arrays(columns)}) on conflict do nothing`;
