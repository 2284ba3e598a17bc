import { expect, test } from '@jest/globals';
import { CallersFirst } from './callers-first.js';

function watch(): { narrowed: boolean[]; look: (busy: number, callersBegun: number) => void } {
  const narrowed: boolean[] = [];
  let begun = 0;
  const callers = new CallersFirst({ room: { narrow: (on) => narrowed.push(on) }, callersBegun: () => begun });
  return {
    narrowed,
    look(busy, callersBegun) {
      begun = callersBegun;
      callers.look(busy);
    },
  };
}

test('runs give way while callers come and the process has no time left', () => {
  const { narrowed, look } = watch();
  look(0.99, 10);
  look(0.99, 20);
  expect(narrowed).toEqual([true, true]);
});

test('runs have the whole room when nobody calls, however busy they are', () => {
  const { narrowed, look } = watch();
  look(0.99, 10);
  look(0.99, 10);
  expect(narrowed).toEqual([true, false]);
});

test('runs have the whole room when there is time for all', () => {
  const { narrowed, look } = watch();
  look(0.5, 10);
  expect(narrowed).toEqual([false]);
});
