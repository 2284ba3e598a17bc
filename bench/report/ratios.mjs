/** Fewer slices than this say too little: no ratio is given. */
export const MIN_SLICES = 40;

/** How Patchbay compares with the hand-written service; undefined values when there were too few slices. */
export function ratiosOf(patchbay, handwritten) {
  if (Math.min(patchbay.slices, handwritten.slices) < MIN_SLICES) return undefined;
  return {
    rateMedian: patchbay.rate.median / handwritten.rate.median,
    rateBestDecile: patchbay.rate.bestDecile / handwritten.rate.bestDecile,
    p50: patchbay.latencyMs.p50 / handwritten.latencyMs.p50,
    p99: patchbay.latencyMs.p99 / handwritten.latencyMs.p99,
    cpu: totalCpu(patchbay) / totalCpu(handwritten),
  };
}

const totalCpu = ({ cpuUsPerCall }) => cpuUsPerCall.node + cpuUsPerCall.postgres;
