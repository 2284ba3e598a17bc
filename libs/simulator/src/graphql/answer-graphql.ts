import type { Call } from '../provider/call.js';
import { object, text, type Row } from '../provider/row.js';
import { parseOperation, type Selection } from './parse-document.js';

/** Answers a field at the top. Members of its value that are functions are fields with arguments. */
export type Resolver = (args: Row, call: Call) => unknown;

/**
 * Answers a GraphQL request: each field at the top by its resolver, of the values only what was asked for, under the names that were asked for. Refuses a
 * document that cannot be read, and a field that no resolver knows, with 400.
 */
export function answerGraphql(call: Call, resolvers: Readonly<Record<string, Resolver>>): Row {
  const operation = parseOperation(text(call.body['query']), object(call.body['variables']));
  if (!operation) throw call.fail(400, 'The GraphQL document cannot be read.', 'PARSE_ERROR');
  const data: Row = {};
  for (const field of operation.fields) {
    const resolve = resolvers[field.name];
    if (!resolve) throw call.fail(400, `The simulator does not know the field "${field.name}".`, 'undefinedField');
    data[field.alias] = shown(resolve({ ...field.args }, call), field);
  }
  return { data };
}

/** The part of a value that was asked for. */
function shown(value: unknown, selection: Selection): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map((each) => shown(each, selection));
  if (selection.fields.length === 0 || typeof value !== 'object') return value;
  const row = value as Row;
  return Object.fromEntries(
    selection.fields.map((field) => {
      const member = row[field.name];
      return [field.alias, shown(typeof member === 'function' ? (member as (args: Row) => unknown)({ ...field.args }) : member, field)];
    }),
  );
}
