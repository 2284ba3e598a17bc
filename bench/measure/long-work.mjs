import { setTimeout as pause } from 'node:timers/promises';
import { rowsPer } from './account.mjs';
import { watchMemory } from './memory.mjs';
import { beginUsage } from './usage.mjs';

/** An idle backend reports what it did after ten seconds (PGSTAT_IDLE_INTERVAL of PostgreSQL). */
const IDLE_REPORT_MS = 10_500;
const HEAP_MS = 1_000;

/**
 * What a long piece of work costs a system, with its memory over time. In: the system; `work` does it and gives the number of units done; `unitsSoFar` counts those
 * done since a moment (ms since the epoch), for a second of counting allocations once `warm` resolves. Out: figures per unit, as of a case.
 */
export async function measureLong(system, { work, unitsSoFar, warm }) {
  await pause(IDLE_REPORT_MS);
  const before = await system.meter.counters();
  const endUsage = await beginUsage(system);
  const memory = watchMemory(system.pid);
  const startedAt = performance.now();
  const heap = warm().then(() => heapPerUnit(system, unitsSoFar));
  // When the work fails, that is what is told.
  heap.catch(() => undefined);
  const units = await work();
  const elapsedMs = performance.now() - startedAt;
  const { nodeMs, postgresMs, walBytes } = await endUsage();
  const { seriesMiB, maxMiB, slopeMiBPerMinute } = memory.stop();
  const allocatedBytesPerCall = await heap;
  await pause(IDLE_REPORT_MS);
  return {
    name: system.name,
    calls: units,
    elapsedMs,
    rate: { median: (units / elapsedMs) * 1_000 },
    cpuUsPerCall: { node: (nodeMs / units) * 1_000, postgres: (postgresMs / units) * 1_000 },
    walBytesPerCall: walBytes / units,
    rowsPerCall: rowsPer(units, before, await system.meter.counters()),
    allocatedBytesPerCall,
    rssMiB: maxMiB,
    memory: { seriesMiB, slopeMiBPerMinute },
  };
}

/** Counting holds a line per collection in the process, so it is done for a moment only. */
async function heapPerUnit({ program }, unitsSoFar) {
  const since = Date.now();
  await program.countAllocations();
  await pause(HEAP_MS);
  const bytes = await program.allocatedBytes();
  const units = await unitsSoFar(since);
  return units === 0 ? undefined : bytes / units;
}
