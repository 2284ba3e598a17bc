export interface RoomSize {
  /** Runs at once in this process. */
  readonly total: number;
  /** Runs at once of one lane (a connector of a workspace, or a workspace): one that hangs cannot take every seat. */
  readonly perLane: number;
}

/** What is left of a room while callers go first. */
const NARROW_SHARE = 1 / 8;
/** Claiming is a statement and a commit: it waits a little until this many seats are free, so that it is not done row by row. */
const WORTH_A_CLAIM = 16;
const WORTH_MAX_WAIT_MS = 20;
/** A lane that freed no place for so long hangs: nobody waits for it. */
const HANGS_AFTER_MS = 250;
/** The longest wait for a place in a lane that flows; the seat is kept meanwhile. */
const LANE_MAX_WAIT_MS = 500;

interface Waiter {
  readonly wanted: number;
  /** Takes nothing while fewer seats are free. */
  least: number;
  readonly take: (seats: number) => void;
}

interface Lane {
  running: number;
  movedAtMs: number;
  readonly line: ((entered: boolean) => void)[];
}

/** Counts seats for runs. Reserved seats are either entered or given back. */
export class RunRoom {
  private taken = 0;
  private total: number;
  private readonly lanes = new Map<string, Lane>();
  private readonly waiting: Waiter[] = [];
  private readonly leaving: (() => void)[] = [];

  constructor(private readonly size: RoomSize) {
    this.total = size.total;
  }

  /** Gives out an eighth of the seats only, or all again. Who sits stays. */
  narrow(on: boolean): void {
    this.total = on ? Math.max(1, Math.floor(this.size.total * NARROW_SHARE)) : this.size.total;
    this.serve();
  }

  /** Takes up to `wanted` seats: as soon as enough are free for a claim of several rows, or else after a moment what there is. */
  reserve(wanted: number): Promise<number> {
    return new Promise((resolve) => {
      const waiter: Waiter = { wanted, least: Math.min(wanted, WORTH_A_CLAIM), take: resolve };
      this.waiting.push(waiter);
      this.serve();
      if (!this.waiting.includes(waiter)) return;
      setTimeout(() => {
        waiter.least = 1;
        this.serve();
      }, WORTH_MAX_WAIT_MS).unref();
    });
  }

  /** Uses a reserved seat for a lane; false when the lane has too many. */
  enter(name: string): boolean {
    const lane = this.laneOf(name);
    if (lane.running >= this.size.perLane) return false;
    lane.running += 1;
    return true;
  }

  /** As `enter`, but waits for a place as long as the lane's runs keep ending, at most half a second. */
  enterSoon(name: string): Promise<boolean> {
    if (this.enter(name)) return Promise.resolve(true);
    const { line, movedAtMs } = this.laneOf(name);
    if (Date.now() - movedAtMs > HANGS_AFTER_MS) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (entered: boolean): void => {
        clearTimeout(timer);
        resolve(entered);
      };
      const timer = setTimeout(() => {
        line.splice(line.indexOf(settle), 1);
        resolve(false);
      }, LANE_MAX_WAIT_MS).unref();
      line.push(settle);
    });
  }

  /** Frees an entered seat. */
  leave(name: string): void {
    const lane = this.laneOf(name);
    lane.movedAtMs = Date.now();
    const next = lane.line.shift();
    if (next) next(true);
    else lane.running -= 1;
    if (lane.running === 0) this.lanes.delete(name);
    this.giveBack(1);
  }

  /** Frees reserved seats that were not entered. */
  giveBack(seats: number): void {
    this.taken -= seats;
    this.serve();
    if (this.taken === 0) for (const resolve of this.leaving.splice(0)) resolve();
  }

  /** Resolves when nobody is left. */
  empty(): Promise<void> {
    return this.taken === 0 ? Promise.resolve() : new Promise((resolve) => this.leaving.push(resolve));
  }

  private get free(): number {
    return Math.max(0, this.total - this.taken);
  }

  private serve(): void {
    for (let first = this.waiting[0]; first && this.free >= first.least; first = this.waiting[0]) {
      this.waiting.shift();
      const seats = Math.min(first.wanted, this.free);
      this.taken += seats;
      first.take(seats);
    }
  }

  private laneOf(name: string): Lane {
    let lane = this.lanes.get(name);
    if (!lane) {
      lane = { running: 0, movedAtMs: Date.now(), line: [] };
      this.lanes.set(name, lane);
    }
    return lane;
  }
}
