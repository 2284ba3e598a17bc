import { expect, test } from '@jest/globals';
import type { StepRecord } from '@patchbay/kernel';
import { BODY_IS_EXECUTION_OUTPUT, OUTPUT_IS_BODY, readSteps } from './stored-steps.js';

const step: StepRecord = {
  id: 'request',
  status: 'succeeded',
  startedAt: '2026-01-02T03:04:05.006Z',
  durationMs: 1,
  response: { status: 200, headers: {}, bytes: 7 },
};
const body = { a: [1] };
const answered: StepRecord = { ...step, response: { status: 200, headers: {}, bytes: 7, body } };

test.each([
  ['that shares nothing', { ...answered, output: 5 }, { ...answered, output: 5 }],
  ['whose output is its body', { ...answered, shared: OUTPUT_IS_BODY }, { ...answered, output: body }],
  ['whose body is the output of the execution', { ...step, output: 5, shared: BODY_IS_EXECUTION_OUTPUT }, { ...answered, output: 5 }],
  ['whose output and body are', { ...step, shared: OUTPUT_IS_BODY + BODY_IS_EXECUTION_OUTPUT }, { ...answered, output: body }],
])('a step %s is read whole', (_name, stored, whole) => {
  expect(readSteps([stored], body)).toEqual([whole]);
});

test('a row without steps has none', () => {
  expect(readSteps(null, null)).toEqual([]);
});
