import { measureCase } from '../../measure/measure-work.mjs';
import { ratiosOf } from '../../report/ratios.mjs';
import { ratioLine } from '../../report/table.mjs';

const TARGET = { rate: 2 };

/** Accepting alone: servers in the role `api`, no worker. What they accept stays as a backlog. */
export function measureAccept({ engines, handwritten, connections, options }) {
  const work = { name: 'async-accept', title: 'Async calls, accepting alone' };
  return measureCase({ work, subjects: [...engines, handwritten], connections, options }, (results) => {
    const sync = results.at(-1);
    const ratios = results.slice(0, -1).map((result) => ratiosOf(result, sync));
    return { ratios: ratios[0], notes: ratios.map((ratio, i) => ratioLine([engines[i].name, handwritten.name], ratio, TARGET)) };
  });
}
