import { createRequire } from 'node:module';
import type { Problems } from '@patchbay/http-connectors';
import type jsonata from 'jsonata';

const require = createRequire(import.meta.url);

/** Tells whether an expression is JSONata. It is only parsed here; it runs in a thread of its own (see ExpressionRunner). */
export function checkExpression(source: string, place: string, problems: Problems): void {
  // Loaded with the first expression: half a megabyte that most processes never need.
  const parse = require('jsonata') as typeof jsonata;
  try {
    parse(source);
  } catch (thrown) {
    problems.add(place, `is not a valid JSONata expression: ${messageOf(thrown)}`);
  }
}

/** The library's words; it throws plain objects. */
function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string') {
    return thrown.message.slice(0, 200);
  }
  return 'it cannot be parsed';
}
