/** How a list of values is written in queries and forms: `a=1&a=2`, `a[]=1&a[]=2`, `a[0]=1&a[1]=2`, `a=1,2`. */
export type ArrayStyle = 'repeat' | 'brackets' | 'indices' | 'comma';

type Scalar = string | number | boolean;

/** Query parameters; `undefined` is left out. Nested objects are written as `a[b]`. */
export interface Query {
  readonly [name: string]: Scalar | readonly Scalar[] | Query | readonly Query[] | undefined;
}

/** Form fields; like a query, and `null` is written as an empty value (how vendors unset a field). */
export interface Form {
  readonly [name: string]: Scalar | null | readonly Scalar[] | Form | readonly Form[] | undefined;
}

export type Pair = readonly [name: string, value: string];

/** Flattens a query or form into ordered pairs. */
export function toPairs(fields: Query | Form, arrays: ArrayStyle): Pair[] {
  const pairs: Pair[] = [];
  for (const [name, value] of Object.entries(fields)) collect({ pairs, arrays }, name, value);
  return pairs;
}

function collect(into: { pairs: Pair[]; arrays: ArrayStyle }, name: string, value: unknown): void {
  if (value === undefined) return;
  if (Array.isArray(value)) return collectList(into, name, value);
  if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) collect(into, `${name}[${key}]`, member);
    return;
  }
  into.pairs.push([name, value === null ? '' : String(value)]);
}

function collectList(into: { pairs: Pair[]; arrays: ArrayStyle }, name: string, list: readonly unknown[]): void {
  if (into.arrays === 'comma') {
    if (list.length > 0) into.pairs.push([name, list.map(String).join(',')]);
    return;
  }
  list.forEach((item, i) => {
    const nested = typeof item === 'object' && item !== null;
    if (into.arrays === 'repeat' && !nested) collect(into, name, item);
    else collect(into, into.arrays === 'brackets' && !nested ? `${name}[]` : `${name}[${i}]`, item);
  });
}

/** `application/x-www-form-urlencoded` text of pairs. */
export function encodePairs(pairs: readonly Pair[]): string {
  return new URLSearchParams(pairs.map(([name, value]) => [name, value] as [string, string])).toString();
}
