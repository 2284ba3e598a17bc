import {
  customFieldOfTarget,
  invalidInput,
  isContactField,
  isContactTarget,
  isJsonObject,
  type FieldProblem,
  type JsonObject,
} from '@patchbay/kernel';
import { mergeCustomFields, type ContactChange } from './contact.js';
import { contactProblems, toChange } from './contact-input.schema.js';
import { parseCsv } from './csv-parser.js';

export const MAX_IMPORT_ROWS = 10_000;

/** A row that can be stored. `row`: its number, from 1 (JSON) or its line (CSV). */
export interface ImportRow {
  readonly row: number;
  readonly change: ContactChange;
}

export interface RowProblem extends FieldProblem {
  readonly row: number;
}

export interface ParsedImport {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly RowProblem[];
}

/**
 * Reads contacts from a JSON array of contact objects or from CSV text with a header line of field names (`customFields.<name>` for one's own).
 * An empty CSV cell leaves the field as it is. Throws `input_invalid` when the whole is wrong; a wrong row is only reported.
 */
export function parseImport(source: unknown): ParsedImport {
  const raw = typeof source === 'string' ? csvRows(source) : jsonRows(source);
  if (raw.length > MAX_IMPORT_ROWS) throw invalidInput([{ path: 'contacts', message: `must be at most ${MAX_IMPORT_ROWS} rows` }]);
  const rows: ImportRow[] = [];
  const problems: RowProblem[] = [];
  for (const { row, body } of raw) {
    const found = isJsonObject(body) ? contactProblems(body) : [{ path: '', message: 'must be an object' }];
    if (found.length > 0) problems.push(...found.map((problem) => ({ row, ...problem })));
    else rows.push({ row, change: withoutEmptyCustomFields(toChange(body as JsonObject)) });
  }
  return { rows, problems };
}

function jsonRows(source: unknown): { row: number; body: unknown }[] {
  if (!Array.isArray(source)) throw invalidInput([{ path: 'contacts', message: 'must be a list of contacts or CSV text' }]);
  return source.map((body: unknown, i) => ({ row: i + 1, body }));
}

function csvRows(text: string): { row: number; body: unknown }[] {
  const [header, ...lines] = parseCsv(text);
  if (!header) throw invalidInput([{ path: 'line 1', message: 'must name the fields' }]);
  const names = header.cells.map((cell) => cell.trim());
  const problems = names.flatMap((name, i) => {
    if (!isContactTarget(name))
      return [
        {
          path: `line 1, column ${i + 1}`,
          message: `"${name.slice(0, 100)}" is not a contact field; use customFields.<name> for your own`,
        },
      ];
    return names.indexOf(name) < i ? [{ path: `line 1, column ${i + 1}`, message: `"${name}" is there twice` }] : [];
  });
  if (problems.length > 0) throw invalidInput(problems);
  return lines.map((line) => ({
    row: line.line,
    body: line.cells.length === names.length ? csvBody(names, line.cells) : csvWidth(names, line.cells),
  }));
}

function csvBody(names: readonly string[], cells: readonly string[]): JsonObject {
  const body: JsonObject = {};
  const customFields: JsonObject = {};
  names.forEach((name, i) => {
    const value = cells[i]?.trim() ?? '';
    const custom = customFieldOfTarget(name);
    if (value === '') return;
    if (isContactField(name)) body[name] = value;
    else if (custom !== undefined) customFields[custom] = value;
  });
  return Object.keys(customFields).length > 0 ? { ...body, customFields } : body;
}

/** A row with too few or too many cells becomes a body that is refused with a telling name. */
function csvWidth(names: readonly string[], cells: readonly string[]): JsonObject {
  return { [`(${cells.length} cells under ${names.length} headings)`]: null };
}

function withoutEmptyCustomFields(change: ContactChange): ContactChange {
  return change.customFields ? { ...change, customFields: mergeCustomFields({}, change.customFields) } : change;
}
