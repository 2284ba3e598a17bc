import { MIN_SLICES } from './ratios.mjs';

/** Every figure a result may have; what a work has none of is shown as "–". */
const COLUMNS = [
  { head: 'system', cell: ({ name }) => name },
  { head: 'calls/s', cell: ({ rate }) => rounded(rate?.median) },
  { head: 'best 10 %', cell: ({ rate }) => rounded(rate?.bestDecile) },
  { head: 'p50 ms', cell: ({ latencyMs }) => fixed(latencyMs?.p50) },
  { head: 'p95 ms', cell: ({ latencyMs }) => fixed(latencyMs?.p95) },
  { head: 'p99 ms', cell: ({ latencyMs }) => fixed(latencyMs?.p99) },
  { head: 'CPU µs node', cell: ({ cpuUsPerCall }) => rounded(cpuUsPerCall?.node) },
  { head: 'CPU µs pg', cell: ({ cpuUsPerCall }) => rounded(cpuUsPerCall?.postgres) },
  { head: 'heap KB', cell: ({ allocatedBytesPerCall }) => known(allocatedBytesPerCall, (bytes) => (bytes / 1_000).toFixed(1)) },
  { head: 'rows +', cell: ({ rowsPerCall }) => fixed(rowsPerCall?.inserted) },
  { head: 'rows ~', cell: ({ rowsPerCall }) => fixed(rowsPerCall?.updated) },
  { head: 'commits', cell: ({ rowsPerCall }) => fixed(rowsPerCall?.commits) },
  { head: 'WAL B', cell: ({ walBytesPerCall }) => rounded(walBytesPerCall) },
  { head: 'RSS MiB', cell: ({ rssMiB }) => rounded(rssMiB) },
  { head: 'slices', cell: ({ slices }) => known(slices, String) },
];

/**
 * One measured case as lines of text: a row per system, then what is to be said about them. Figures are per call, or per what else is counted.
 * @param {{ title: string, connections?: number, results: any[], notes: string[], unit?: string }} measured
 */
export function describeCase({ title, connections, results, notes, unit = 'calls' }) {
  const at = connections === undefined ? '' : ` — ${connections} connection${connections === 1 ? '' : 's'}`;
  return [`\n${title}${at}`, ...tableOf(results, unit), ...notes].join('\n');
}

/** Results as a table; `unit` is what is counted. Columns that no result has are left out. */
function tableOf(results, unit) {
  const columns = COLUMNS.map(({ head, cell }) => [head.replace('calls', unit), ...results.map(cell)]).filter(
    ([, ...cells]) => !cells.every((cell) => cell === '–'),
  );
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  return [undefined, ...results].map((_, row) =>
    columns.map((cells, i) => (i === 0 ? cells[row].padEnd(widths[i]) : cells[row].padStart(widths[i]))).join('  '),
  );
}

/**
 * In: the names of both sides, their ratios (see ratiosOf) and, if there are any, targets `{ rate, p99 }` for them.
 * @param {string[]} names
 * @param {ReturnType<typeof import('./ratios.mjs').ratiosOf>} ratios
 * @param {{ rate?: number, p99?: number }} targets
 */
export function ratioLine([one, other], ratios, targets = {}) {
  if (!ratios) return `No ratio of ${one} to ${other}: fewer than ${MIN_SLICES} slices a side.`;
  const { rateMedian, rateBestDecile, p50, p99, cpu } = ratios;
  return (
    `${one} / ${other}: rate ${times(rateMedian)} (best decile ${times(rateBestDecile)})${atLeast(targets.rate, Math.max(rateMedian, rateBestDecile))}, ` +
    `p50 ${times(p50)}, p99 ${times(p99)}${atMost(targets.p99, p99)}, CPU ${times(cpu)}`
  );
}

/** Whether a target is met, in words; nothing without one. */
export const atLeast = (target, value, show = times) =>
  verdict(target, value >= target, `at least ${target === undefined ? '' : show(target)}`);
export const atMost = (target, value, show = times) =>
  verdict(target, value <= target, `at most ${target === undefined ? '' : show(target)}`);
const verdict = (target, met, words) => (target === undefined ? '' : ` [target ${words}: ${met ? 'met' : 'missed'}]`);

export const overheadLine = (ms) => (ms === undefined ? [] : [`Over calling the upstream directly: + ${fixed(ms)} ms at p50`]);
export const times = (value) => `${value.toFixed(2)} ×`;
export const rounded = (value) => known(value, (number) => String(Math.round(number)));
const known = (value, text) => (value === undefined || Number.isNaN(value) ? '–' : text(value));
const fixed = (value) => known(value, (number) => number.toFixed(2));
