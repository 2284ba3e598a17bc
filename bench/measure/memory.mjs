import { residentMiB } from './processes.mjs';

const EVERY_MS = 1_000;
/** The first part of a series is left out of its slope: what a process needs to get going is no growth. */
const GETTING_GOING = 0.2;

/** Looks at a process's memory every second until `stop()`. Out of that: the series in MiB, its highest value, and its slope in MiB a minute. */
export function watchMemory(pid) {
  const series = [];
  const startedAt = performance.now();
  const look = () => {
    const mib = residentMiB(pid);
    if (mib !== undefined) series.push({ atMs: performance.now() - startedAt, mib });
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      look();
      return {
        seriesMiB: series.map(({ mib }) => Math.round(mib)),
        maxMiB: Math.max(...series.map(({ mib }) => mib)),
        slopeMiBPerMinute: slope(series.slice(Math.floor(series.length * GETTING_GOING))) * 60_000,
      };
    },
  };
}

/** Of the straight line that fits best (least squares), in MiB per millisecond. NaN for fewer than two points. */
function slope(points) {
  const mean = (key) => points.reduce((total, point) => total + point[key], 0) / points.length;
  const at = mean('atMs');
  const mib = mean('mib');
  const over = points.reduce((total, point) => total + (point.atMs - at) * (point.mib - mib), 0);
  return over / points.reduce((total, point) => total + (point.atMs - at) ** 2, 0);
}
