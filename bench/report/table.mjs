import { MIN_SLICES } from './ratios.mjs';

const COLUMNS = ['system', 'calls/s', 'best 10 %', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU µs node', 'CPU µs pg', 'WAL B', 'RSS MiB', 'slices'];

/** One measured case as lines of text: a row per system, then the ratios with their targets. */
export function describeCase({ work, connections, results, ratios, overheadMs }) {
  const rows = [COLUMNS, ...results.map(row)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const lines = rows.map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  return [
    `\n${work.title} — ${connections} connection${connections === 1 ? '' : 's'}`,
    ...lines,
    ...results.filter(({ perCall }) => perCall).map(rowsLine),
    ...ratioLines({ work, connections, ratios }),
    ...overheadLines(overheadMs),
  ].join('\n');
}

function row({ name, rate, latencyMs, cpuUsPerCall, walBytesPerCall, rssMiB, slices }) {
  const { p50, p95, p99 } = latencyMs;
  return [
    name,
    rounded(rate.median),
    rounded(rate.bestDecile),
    fixed(p50),
    fixed(p95),
    fixed(p99),
    rounded(cpuUsPerCall.node),
    rounded(cpuUsPerCall.postgres),
    rounded(walBytesPerCall),
    rounded(rssMiB),
    String(slices),
  ];
}

function rowsLine({ name, perCall }) {
  const { inserted, updated, commits } = perCall;
  return `${name} per call: ${fixed(inserted)} rows inserted, ${fixed(updated)} updated, ${fixed(commits)} commits`;
}

function ratioLines({ work, connections, ratios }) {
  if (!ratios) return [`No ratio: fewer than ${MIN_SLICES} slices a side.`];
  const target = work.targets[connections] ?? {};
  const { rateMedian, rateBestDecile, p50, p99, cpu } = ratios;
  return [
    `patchbay / handwritten: calls/s ${times(rateMedian)} (best decile ${times(rateBestDecile)})${verdict(target.rate, Math.max(rateMedian, rateBestDecile), 'at least')}, ` +
      `p50 ${times(p50)}, p99 ${times(p99)}${verdict(target.p99, p99, 'at most')}, CPU ${times(cpu)}`,
  ];
}

function verdict(target, value, kind) {
  if (target === undefined) return '';
  const met = kind === 'at least' ? value >= target : value <= target;
  return ` [target ${kind} ${times(target)}: ${met ? 'met' : 'missed'}]`;
}

const overheadLines = (ms) => (ms === undefined ? [] : [`Over calling the upstream directly: + ${fixed(ms)} ms at p50`]);
const known = (value, text) => (value === undefined || Number.isNaN(value) ? '–' : text(value));
const rounded = (value) => known(value, (number) => String(Math.round(number)));
const fixed = (value) => known(value, (number) => number.toFixed(2));
const times = (value) => `${value.toFixed(2)} ×`;
