import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Page, PageRequest } from '@patchbay/kernel';

/** Rows of one export; beyond it a narrower time range is the better question. */
export const MAX_EXPORT_ROWS = 100_000;
const PAGE_ROWS = 200;

/** Header of a column, and what stands in it. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | number | boolean | null>>;

/** What an export says in the published document. */
export const CSV_ANSWER = {
  mediaType: 'text/csv',
  answer: { type: 'string', description: 'A CSV file (RFC 4180), newest first.' },
} as const;

export interface CsvExport<Row> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: CsvColumns<Row>;
  readonly read: (page: PageRequest) => Promise<Page<Row>>;
}

/**
 * A list as a CSV file, read page by page while it is sent, so that memory stays small. What is wrong with the question is thrown before
 * the first byte; a database that is lost later breaks the download off.
 */
export async function csvFile<Row>(file: CsvExport<Row>): Promise<StreamableFile> {
  const first = await file.read({ limit: PAGE_ROWS });
  const stream = Readable.from(lines(file, first), { objectMode: false });
  return new StreamableFile(stream, { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${file.name}.csv"` });
}

async function* lines<Row>({ columns, read }: CsvExport<Row>, first: Page<Row>): AsyncGenerator<string> {
  yield csvLine(Object.keys(columns));
  const cells = Object.values(columns);
  let rows = 0;
  for (let page = first; ; page = await read({ limit: PAGE_ROWS, ...(page.nextCursor === null ? {} : { cursor: page.nextCursor }) })) {
    if (page.data.length > 0) yield page.data.map((row) => csvLine(cells.map((cell) => cell(row)))).join('');
    rows += page.data.length;
    if (page.nextCursor === null || rows >= MAX_EXPORT_ROWS) return;
  }
}

/** One record with its line end (RFC 4180 §2). */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // A spreadsheet takes these for formulas (OWASP, "CSV Injection"): an apostrophe makes them text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
