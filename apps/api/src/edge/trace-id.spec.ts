import { expect, test } from '@jest/globals';
import { traceIdOf } from './trace-id.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

test.each([`00-${ID}-00f067aa0ba902b7-01`, `01-${ID}-00f067aa0ba902b7-01-more`])('takes over the trace id of %s', (header) => {
  expect(traceIdOf(header)).toBe(ID);
});

test.each([
  undefined,
  '',
  'nonsense',
  `ff-${ID}-00f067aa0ba902b7-01`,
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${ID}-${'0'.repeat(16)}-01`,
  `00-${ID.toUpperCase()}-00f067aa0ba902b7-01`,
  `00-${ID}-00f067aa0ba902b7-01x`,
])('makes a new trace id for %j', (header) => {
  expect(traceIdOf(header)).toMatch(/^[0-9a-f]{32}$/);
  expect(traceIdOf(header)).not.toBe(ID);
});
