/** Until a connector's first answer came, its runs are taken to be heavy: few of them begin, and they tell. */
const UNKNOWN_BYTES = 2_000_000;
/** What a run weighs at least. */
const LEAST_BYTES = 16_384;
/** How much of what was learned stays with every further answer: a connector whose answers shrank is soon light again. */
const MEMORY = 0.95;
const MAX_CONNECTORS = 10_000;

/**
 * Bounds the bytes of answers that are worked on at once. How large an answer will be is not known before it is there; how large the connector's last ones
 * were is.
 */
export class RunWeights {
  private readonly learned = new Map<string, number>();
  private readonly waiting: { readonly bytes: number; readonly begin: () => void }[] = [];
  private lifted = 0;

  constructor(private readonly maxBytes: number) {}

  /** Resolves when there is room for a run of the connector, in the order asked. Out: what it weighs, to be given back by put(). */
  async lift(connector: string): Promise<number> {
    const bytes = Math.min(this.learned.get(connector) ?? UNKNOWN_BYTES, this.maxBytes);
    if (this.waiting.length > 0 || this.lifted + bytes > this.maxBytes) {
      await new Promise<void>((begin) => this.waiting.push({ bytes, begin }));
    } else {
      this.lifted += bytes;
    }
    return bytes;
  }

  /** Gives back a weight. `answerBytes`: how large the answer was, when there was one. */
  put(connector: string, bytes: number, answerBytes: number | undefined): void {
    if (answerBytes !== undefined) this.learn(connector, answerBytes);
    this.lifted -= bytes;
    for (let next = this.waiting[0]; next && this.lifted + next.bytes <= this.maxBytes; next = this.waiting[0]) {
      this.waiting.shift();
      this.lifted += next.bytes;
      next.begin();
    }
  }

  private learn(connector: string, answerBytes: number): void {
    const before = (this.learned.get(connector) ?? 0) * MEMORY;
    this.learned.delete(connector);
    this.learned.set(connector, Math.max(LEAST_BYTES, answerBytes, before));
    const oldest = this.learned.keys().next();
    if (this.learned.size > MAX_CONNECTORS && !oldest.done) this.learned.delete(oldest.value);
  }
}
