import type { Problems } from '@patchbay/http-connectors';
import jsonata from 'jsonata';

/** Tells whether an expression is JSONata. It is only parsed here; it runs in a thread of its own (see ExpressionRunner). */
export function checkExpression(source: string, place: string, problems: Problems): void {
  try {
    jsonata(source);
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
