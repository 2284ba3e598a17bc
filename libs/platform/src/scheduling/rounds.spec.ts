import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Rounds } from './rounds.js';

const EVERY_MS = 1_000;

let begun: number;
let finish: (() => void) | undefined;
let warnings: unknown[];
let rounds: Rounds;

beforeEach(() => {
  jest.useFakeTimers();
  begun = 0;
  warnings = [];
  rounds = new Rounds({
    everyMs: EVERY_MS,
    work: () => {
      begun += 1;
      return new Promise<void>((resolve) => (finish = resolve));
    },
    failure: 'the round failed',
    logger: { warn: (...args: unknown[]) => warnings.push(args) },
  });
});
afterEach(() => void jest.useRealTimers());

/** Ends the round under way and lets what waits for it go on. */
async function end(): Promise<void> {
  finish?.();
  await jest.advanceTimersByTimeAsync(0);
}

test('a round is done every so often, and one that lasts is not joined by another', async () => {
  rounds.start();
  expect(begun).toBe(0);
  await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect(begun).toBe(1);
  await end();
  expect(begun).toBe(1);
  await jest.advanceTimersByTimeAsync(EVERY_MS);
  expect(begun).toBe(2);
});

test('a wish is done at once; wishes made during a round are remembered as one round after it', async () => {
  rounds.soon();
  expect(begun).toBe(1);
  rounds.soon();
  rounds.soon();
  expect(begun).toBe(1);
  await end();
  expect(begun).toBe(2);
  await end();
  expect(begun).toBe(2);
});

test('stopping waits for the round under way, forgets wishes and begins nothing more', async () => {
  rounds.start();
  rounds.soon();
  rounds.soon();
  let stopped = false;
  const stopping = rounds.stop().then(() => (stopped = true));
  await jest.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect(stopped).toBe(false);
  await end();
  await stopping;
  rounds.soon();
  await jest.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect(begun).toBe(1);
});

test.each([
  ['rejects', () => Promise.reject(new Error('away'))],
  [
    'throws',
    () => {
      throw new Error('away');
    },
  ],
])('a round that %s is told in the log, and the next one is done', async (_how, work) => {
  const logger = { warn: (...args: unknown[]) => warnings.push(args) };
  const failing = new Rounds({ everyMs: EVERY_MS, work, failure: 'the round failed', logger });
  failing.start();
  await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
  await failing.stop();
  expect(warnings).toEqual([
    [{ err: expect.objectContaining({ message: 'away' }) }, 'the round failed'],
    [{ err: expect.objectContaining({ message: 'away' }) }, 'the round failed'],
  ]);
});
