import { object, text, type Row } from './row.js';

export interface GraphqlCall {
  /** Name of the first field asked for: `boards`, `productCreate`. */
  readonly field: string;
  /** Names of all fields at the top, in order. */
  readonly fields: readonly string[];
  readonly mutation: boolean;
  readonly query: string;
  readonly variables: Row;
}

/** What a GraphQL request is after, read off its text. Our own connectors ask in constant documents; fields of fragments are not looked at. */
export function graphqlOf(body: Row): GraphqlCall {
  const query = text(body['query']);
  const fields = topFields(query);
  return { field: fields[0] ?? '', fields, mutation: /^\s*mutation\b/.test(query), query, variables: object(body['variables']) };
}

function topFields(query: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let parens = 0;
  // Strings and comments out of the way, then names at depth one; an alias is followed by the field's own name.
  const plain = query.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/#.*$/gm, '');
  for (const [token] of plain.matchAll(/[{}()]|\w+\s*:?/g)) {
    if (token === '(') parens += 1;
    else if (token === ')') parens -= 1;
    else if (token === '{') depth += 1;
    else if (token === '}') depth -= 1;
    else if (parens === 0 && depth === 1 && !token.endsWith(':')) fields.push(token.trim());
  }
  return fields;
}
