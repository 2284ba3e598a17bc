/** Lets tests wait for what a receiver is sent. */
export class Arrivals {
  private readonly waiting = new Set<() => void>();

  /** Something came: everybody who waits looks again. */
  came(): void {
    for (const look of this.waiting) look();
  }

  /** Resolves when `find` gives something; asked now and after every arrival. `seen`: what to say instead when time is up. */
  until<T>(find: () => T | undefined | false, { withinMs, seen }: { withinMs: number; seen: () => string }): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
      };
      const look = (): void => {
        const found = find();
        if (found === undefined || found === false) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`What was waited for did not come within ${withinMs} ms; there were: ${seen()}`));
      }, withinMs);
      this.waiting.add(look);
      look();
    });
  }
}
