/** Fewer slices than this say too little: no ratio is given. */
export const MIN_SLICES = 40;

/** How one result compares with another of the same run; undefined when there were too few slices. */
export function ratiosOf(one, other) {
  if (Math.min(one.slices, other.slices) < MIN_SLICES) return undefined;
  return {
    rateMedian: one.rate.median / other.rate.median,
    rateBestDecile: one.rate.bestDecile / other.rate.bestDecile,
    p50: one.latencyMs.p50 / other.latencyMs.p50,
    p99: one.latencyMs.p99 / other.latencyMs.p99,
    cpu: totalCpu(one) / totalCpu(other),
  };
}

const totalCpu = ({ cpuUsPerCall }) => cpuUsPerCall.node + cpuUsPerCall.postgres;
