import { at, text, type Row } from '../provider/row.js';

/** A `select … from … where …` of a vendor's query language, as far as simulators answer it. */
export interface Selection {
  readonly fields: readonly string[];
  readonly from: string;
  readonly fits: (row: Row) => boolean;
  readonly orderBy: { readonly field: string; readonly descending: boolean } | undefined;
  readonly limit: number | undefined;
  readonly offset: number;
}

const SHAPE =
  /^\s*select\s+(.+?)\s+from\s+(\w+)(?:\s+where\s+(.+?))?(?:\s+order\s+by\s+([\w.]+)(?:\s+(asc|desc))?)?(?:\s+limit\s+(\d+)(?:\s*,\s*(\d+))?)?(?:\s+offset\s+(\d+))?\s*$/is;
const CONDITION = /^\(*\s*([\w.]+)\s*(=|!=|<>|<=|>=|<|>|like|in|not in|is not|is)\s*(.+?)\s*\)*$/is;

/** Undefined when the text is no such query. `limit a, b` is offset and count, as in COQL. */
export function selectOf(query: string): Selection | undefined {
  const [, fields = '', from = '', where, order, direction, first, second, offset] = SHAPE.exec(query) ?? [];
  if (from === '') return undefined;
  const alternatives = (where ?? '').split(/\s+or\s+/i).map((part) =>
    part
      .split(/\s+and\s+/i)
      .filter((one) => one !== '')
      .map(conditionOf),
  );
  if (alternatives.some((conditions) => conditions.includes(undefined))) return undefined;
  return {
    fields: fields.split(',').map((field) => field.trim()),
    from,
    fits: (row) => alternatives.some((conditions) => conditions.every((holds) => holds?.(row) === true)),
    orderBy: order === undefined ? undefined : { field: order, descending: direction?.toLowerCase() === 'desc' },
    limit: second !== undefined ? Number(second) : first !== undefined ? Number(first) : undefined,
    offset: offset !== undefined ? Number(offset) : second !== undefined ? Number(first) : 0,
  };
}

function conditionOf(condition: string): ((row: Row) => boolean) | undefined {
  const [, field = '', operator = '', operand = ''] = CONDITION.exec(condition.trim()) ?? [];
  if (field === '') return undefined;
  const wanted = [...operand.matchAll(/'((?:[^'\\]|\\.)*)'|([^\s(),]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'),
  );
  return (row) => holds(at(row, field), operator.toLowerCase(), wanted);
}

function holds(value: unknown, operator: string, wanted: readonly string[]): boolean {
  const shown = text(value);
  const [first = ''] = wanted;
  switch (operator) {
    case '=':
      return first.toLowerCase() === 'null' ? shown === '' : shown === first;
    case '!=':
    case '<>':
      return first.toLowerCase() === 'null' ? shown !== '' : shown !== first;
    case 'is':
      return shown === '';
    case 'is not':
      return shown !== '';
    case 'in':
      return wanted.includes(shown);
    case 'not in':
      return !wanted.includes(shown);
    case 'like':
      return new RegExp(`^${first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*')}$`, 'is').test(shown);
    default:
      return compared(shown, first, operator);
  }
}

/** Numbers as numbers, anything else as texts: times in ISO form are in order so. */
function compared(shown: string, wanted: string, operator: string): boolean {
  const numbers = shown !== '' && !Number.isNaN(Number(shown)) && !Number.isNaN(Number(wanted));
  const order = numbers ? Number(shown) - Number(wanted) : shown.localeCompare(wanted);
  if (operator.startsWith('<')) return order < 0 || (order === 0 && operator === '<=');
  return order > 0 || (order === 0 && operator === '>=');
}
