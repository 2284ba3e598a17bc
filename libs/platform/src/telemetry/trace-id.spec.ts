import { expect, test } from '@jest/globals';
import { formatTraceparent, newTraceId, parseTraceparent } from './trace-id.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('the example of the standard is read', () => {
  expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
  expect(parseTraceparent(`00-${TRACE}-${SPAN}-00`)?.sampled).toBe(false);
});

test('a later version may carry more', () => {
  expect(parseTraceparent(`cc-${TRACE}-${SPAN}-01-what-the-future-will-be`)?.traceId).toBe(TRACE);
});

test.each([
  ['absent', undefined],
  ['sent twice', [`00-${TRACE}-${SPAN}-01`]],
  ['of the forbidden version', `ff-${TRACE}-${SPAN}-01`],
  ['with a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['with a span id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ['too long', `00-${TRACE}-${SPAN}-011`],
  ['something else', 'hello'],
])('a header that is %s is ignored', (_name, header) => {
  expect(parseTraceparent(header)).toBeUndefined();
});

test('what is sent on is read back, each time with a span of its own', () => {
  const traceId = newTraceId();
  const [first, second] = [formatTraceparent({ traceId }), formatTraceparent({ traceId })];
  expect(parseTraceparent(first)).toMatchObject({ traceId, sampled: true });
  expect(first).not.toBe(second);
  expect(formatTraceparent({ traceId: TRACE, spanId: SPAN, sampled: false })).toBe(`00-${TRACE}-${SPAN}-00`);
});
