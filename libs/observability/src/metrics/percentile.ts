/** A histogram of durations: slot numbers in rising order, and how many values each holds. See `duration_slot()` in the migrations. */
export interface DurationHistogram {
  readonly slots: readonly number[];
  readonly counts: readonly number[];
}

/** Slots per doubling (OpenTelemetry exponential histogram, scale 3). */
const SLOTS_PER_DOUBLING = 8;

/**
 * The duration below which a share of the values lies. In: share from 0 to 1. Out: milliseconds, at most 4.4 % off when the values of a
 * slot lie evenly (9 % at worst); null without values.
 */
export function percentileOf({ slots, counts }: DurationHistogram, share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [index, slot] of slots.entries()) {
    const count = counts[index] ?? 0;
    if (below + count >= wanted && count > 0) {
      // Even spread on the logarithmic scale of the slot (2^(n/8), 2^((n+1)/8)].
      const place = (slot + Math.max(0, (wanted - below) / count)) / SLOTS_PER_DOUBLING;
      return Math.round(2 ** place * 1_000) / 1_000;
    }
    below += count;
  }
  return null;
}
