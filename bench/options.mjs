import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Hint } from '../scripts/prepare/paths.mjs';
import { MIN_SLICES } from './report/ratios.mjs';
import { WORKS } from './works/index.mjs';

const MAX_SLICE_MS = 250;

const named = (byName) =>
  WORKS.filter((work) => Boolean(work.byName) === byName)
    .map(({ name }) => name)
    .join(', ');

export const HELP = `npm run bench -- [options]

Measures Patchbay against a hand-written service that does the same work (bench/handwritten), in one run, in alternating slices.

  --work <names>          ${named(false)} (default: all of these);
                          by name only, as they take long: ${named(true)}
  --connections <counts>  open connections of the load generator (default: what suits the work, mostly 1,16,64)
  --slices <count>        slices per system and case (default: ${MIN_SLICES}; fewer give no ratio)
  --slice-ms <ms>         length of a slice, at most ${MAX_SLICE_MS} (default: 200)
  --contacts <count>      contacts of the work "bulk" (default: 5000)
  --runs <count>          workflow runs, and executions, stored for "run-list" (default: 1000000)
  --executions <count>    executions stored for "growth" (default: 1000000; the whole claim is 10000000)
  --grown <folder>        keep the data dir of "growth" there, and use the one of an earlier run
  --seconds <count>       length of "webhooks" (default: 60) and "soak" (default: 300)
  --out <file>            the JSON file (default: bench/results/<time>.json)
  --cpu-prof <folder>     write a CPU profile of Patchbay there and show where its time goes
  --no-build              measure what dist/ holds, even if it is stale
  --help`;

/** In: the command line. Out: checked options, or undefined when help is asked for. */
export function readOptions(args) {
  const { values } = parse(args);
  if (values.help) return undefined;
  const sliceMs = wholeNumber('--slice-ms', values['slice-ms']);
  if (sliceMs > MAX_SLICE_MS)
    throw new Hint(`--slice-ms: longer slices than ${MAX_SLICE_MS} ms let the machine drift between the two sides.`);
  return {
    works: values.work === undefined ? WORKS.filter(({ byName }) => !byName) : values.work.split(',').map(workNamed),
    connections: values.connections?.split(',').map((text) => wholeNumber('--connections', text)),
    slices: wholeNumber('--slices', values.slices),
    sliceMs,
    runs: wholeNumber('--runs', values.runs),
    executions: wholeNumber('--executions', values.executions),
    grownDir: values.grown === undefined ? undefined : resolve(values.grown),
    seconds: values.seconds === undefined ? undefined : wholeNumber('--seconds', values.seconds),
    contacts: wholeNumber('--contacts', values.contacts),
    out: values.out,
    profileDir: values['cpu-prof'],
    build: !values['no-build'],
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        work: { type: 'string' },
        connections: { type: 'string' },
        slices: { type: 'string', default: String(MIN_SLICES) },
        'slice-ms': { type: 'string', default: '200' },
        contacts: { type: 'string', default: '5000' },
        runs: { type: 'string', default: '1000000' },
        executions: { type: 'string', default: '1000000' },
        grown: { type: 'string' },
        seconds: { type: 'string' },
        out: { type: 'string' },
        'cpu-prof': { type: 'string' },
        'no-build': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Hint(`${error.message}\n\n${HELP}`, { cause: error });
  }
}

function workNamed(name) {
  const work = WORKS.find((each) => each.name === name);
  if (!work) throw new Hint(`There is no work "${name}"; there are: ${WORKS.map((each) => each.name).join(', ')}`);
  return work;
}

function wholeNumber(option, text) {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Hint(`${option}: "${text}" is not a whole number above 0.`);
  return Number(text);
}
