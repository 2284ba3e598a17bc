import { expect, test } from '@jest/globals';
import { ROUTER_STEPS, type Decision } from '@patchbay/kernel';
import { readDecisions, storedDecisions, type StoredDecision } from './stored-decisions.js';

const decision = (step: Decision['step'], more: Partial<Decision> = {}): Decision => ({
  step,
  outcome: 'found',
  reason: 'It says "yes",\nand no.',
  atMs: 1.5,
  durationMs: 0.25,
  ...more,
});
const kept = (decisions: readonly Decision[]): readonly Decision[] =>
  readDecisions(JSON.parse(storedDecisions(decisions)) as StoredDecision[]);

test('all twelve decisions come back as they were made', () => {
  const decisions = ROUTER_STEPS.map((step, index) => decision(step, { atMs: index }));
  expect(kept(decisions)).toEqual(decisions);
});

test('steps behind a failure say that they were not reached, at the moment of the last one before', () => {
  const made = [decision('resolve-connector'), decision('authorize', { outcome: 'failed', atMs: 3 }), decision('record', { atMs: 4 })];
  const all = kept(made);
  expect(all.map(({ step }) => step)).toEqual(ROUTER_STEPS);
  expect(all.slice(2, 11)).toEqual(
    ROUTER_STEPS.slice(2, 11).map((step) => ({
      step,
      outcome: 'not-reached',
      reason: 'The call had failed before.',
      atMs: 3,
      durationMs: 0,
    })),
  );
  expect([all[0], all[1], all[11]]).toEqual(made);
});

test('of two decisions of one step the last holds', () => {
  expect(kept([decision('resolve-connector'), decision('resolve-connector', { outcome: 'failed' })])[0]).toMatchObject({
    outcome: 'failed',
  });
});

test('a row that was never run has none', () => {
  expect(readDecisions(null)).toEqual([]);
});

test('rows of the first builds, which named the members, are read too', () => {
  const made = ROUTER_STEPS.map((step) => decision(step));
  expect(readDecisions(made)).toEqual(made);
});
