export interface RoomSize {
  /** Runs at once in this process. */
  readonly total: number;
  /** Runs at once of one connector of one workspace: a provider that hangs cannot take every seat. */
  readonly perConnector: number;
}

/** Counts seats for runs. Reserved seats are either entered or given back. */
export class RunRoom {
  private taken = 0;
  private readonly byConnector = new Map<string, number>();
  private readonly queue: (() => void)[] = [];
  private readonly leaving: (() => void)[] = [];

  constructor(private readonly size: RoomSize) {}

  /** Waits until at least one seat is free; takes up to `wanted`. */
  async reserve(wanted: number): Promise<number> {
    while (this.taken >= this.size.total) await new Promise<void>((resolve) => this.queue.push(resolve));
    const seats = Math.min(wanted, this.size.total - this.taken);
    this.taken += seats;
    return seats;
  }

  /** Uses a reserved seat for a connector; false when the connector has too many. */
  enter(connector: string): boolean {
    const running = this.byConnector.get(connector) ?? 0;
    if (running >= this.size.perConnector) return false;
    this.byConnector.set(connector, running + 1);
    return true;
  }

  /** Frees an entered seat. */
  leave(connector: string): void {
    const running = (this.byConnector.get(connector) ?? 1) - 1;
    if (running === 0) this.byConnector.delete(connector);
    else this.byConnector.set(connector, running);
    this.giveBack(1);
  }

  /** Frees reserved seats that were not entered. */
  giveBack(seats: number): void {
    this.taken -= seats;
    for (let free = this.size.total - this.taken; free > 0 && this.queue.length > 0; free -= 1) this.queue.shift()?.();
    if (this.taken === 0) for (const resolve of this.leaving.splice(0)) resolve();
  }

  /** Resolves when nobody is left. */
  empty(): Promise<void> {
    return this.taken === 0 ? Promise.resolve() : new Promise((resolve) => this.leaving.push(resolve));
  }
}
