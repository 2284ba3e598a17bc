/** Backends report their rows at the end of a statement, a second after they did so last. */
const REPORT_MS = 1_100;
/** Enough for every backend in use to end a statement. */
const NUDGE_MS = 100;
const SLICE_MS = 1_000;

/**
 * What one call of a system makes in its database and on its heap, counted in a slice of its own after the timed ones: counting then costs those nothing.
 * In: the system, and what sends it calls for so many milliseconds and gives their number. Out: rows inserted, updated and deleted, commits, and bytes
 * allocated on the heap, per call; nothing for a system without database and counter.
 */
export async function accountOf({ meter, program }, run) {
  if (!meter && !program) return {};
  await nudge(run);
  const before = await meter?.counters();
  await program?.countAllocations();
  const calls = await run(SLICE_MS);
  const allocated = await program?.allocatedBytes();
  // What the first nudge left unreported stands for what this one leaves.
  const nudged = await nudge(run);
  const after = await meter?.counters();
  return {
    ...(meter ? { rowsPerCall: rowsPer(calls + nudged, before, after) } : {}),
    ...(program ? { allocatedBytesPerCall: allocated / calls } : {}),
  };
}

/** Lets every backend tell what it has done so far. Out: the calls this took. */
async function nudge(run) {
  await new Promise((resolve) => setTimeout(resolve, REPORT_MS));
  return run(NUDGE_MS);
}

/** Rows and commits per unit of work between two readings of DatabaseMeter.counters(). */
export function rowsPer(units, before, after) {
  const per = (key) => (after[key] - before[key]) / units;
  return { inserted: per('inserted'), updated: per('updated'), deleted: per('deleted'), commits: per('commits') };
}
