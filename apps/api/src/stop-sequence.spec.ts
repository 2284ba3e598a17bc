import { expect, test } from '@jest/globals';
import { createLogger } from '@patchbay/platform';
import { StopSequence } from './stop-sequence.js';

class Exited extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

const sequence = (): StopSequence =>
  new StopSequence(createLogger('silent'), (code) => {
    throw new Exited(code);
  });

test('closes what was opened last first, also when something cannot be closed, and only once', async () => {
  const closed: string[] = [];
  const stopping = sequence();
  stopping.opened(() => Promise.resolve(void closed.push('database')));
  stopping.opened(() => Promise.reject(new Error('no')));
  stopping.opened(() => Promise.resolve(void closed.push('app')));
  const [first, second] = await Promise.allSettled([stopping.stop(0), stopping.stop(0)]);
  expect(closed).toEqual(['app', 'database']);
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 0 } });
  expect(second).toEqual(first);
});
