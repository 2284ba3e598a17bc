/** Slots per doubling (OpenTelemetry exponential histogram, scale 3): a value v ms is in slot n when 2^(n/8) < v <= 2^((n+1)/8). */
const SLOTS_PER_DOUBLING = 8;
/** What `duration_slot()` gives: 4 microseconds to 12 days. */
const [FIRST_SLOT, LAST_SLOT] = [-64, 240];
const [COLON, COMMA, MINUS, ZERO] = [':', ',', '-', '0'].map((char) => char.charCodeAt(0)) as [number, number, number, number];

/** Durations by slot, read from the texts of the rollups (`40:3,41:7`; see `duration_slot()` in the migrations). */
export class DurationHistogram {
  private readonly counts = new Float64Array(LAST_SLOT - FIRST_SLOT + 1);
  private total = 0;

  /** Adds the slots of a text, or of several joined by commas. By hand: a month has hundreds of thousands of slots. */
  add(text: string): void {
    let [slot, number, sign] = [0, 0, 1];
    for (let at = 0; at <= text.length; at++) {
      const char = at === text.length ? COMMA : text.charCodeAt(at);
      if (char === COLON) {
        slot = number * sign;
        number = 0;
        sign = 1;
      } else if (char === MINUS) sign = -1;
      else if (char !== COMMA) number = number * 10 + char - ZERO;
      else {
        if (number > 0) this.put(slot, number);
        number = 0;
      }
    }
  }

  merge(other: DurationHistogram): void {
    for (const [index, count] of other.counts.entries()) if (count > 0) this.put(index + FIRST_SLOT, count);
  }

  /** Values it holds. */
  get size(): number {
    return this.total;
  }

  /**
   * The duration below which each share of the values lies. In: shares from 0 to 1, rising. Out: milliseconds, at most 4.4 % off when the values of a
   * slot lie evenly (9 % at worst); null without values.
   */
  percentiles(shares: readonly number[]): (number | null)[] {
    const slots = [...this.counts].flatMap((count, index) => (count > 0 ? [[index + FIRST_SLOT, count] as const] : []));
    let [at, below] = [0, 0];
    return shares.map((share) => {
      const wanted = share * this.total;
      while (at < slots.length - 1 && below + (slots[at]?.[1] ?? 0) < wanted) below += slots[at++]?.[1] ?? 0;
      const found = slots[at];
      if (!found) return null;
      const [slot, count] = found;
      // Even spread on the logarithmic scale of the slot.
      const place = (slot + Math.max(0, (wanted - below) / count)) / SLOTS_PER_DOUBLING;
      return Math.round(2 ** place * 1_000) / 1_000;
    });
  }

  private put(slot: number, count: number): void {
    const index = Math.min(LAST_SLOT, Math.max(FIRST_SLOT, slot)) - FIRST_SLOT;
    this.counts[index] = (this.counts[index] ?? 0) + count;
    this.total += count;
  }
}
