import { setTimeout as pause } from 'node:timers/promises';
import { Connections } from '../../load/connections.mjs';
import { accountOf } from '../../measure/account.mjs';
import { summaryOf } from '../../measure/alternate.mjs';
import { residentMiB } from '../../measure/processes.mjs';
import { beginUsage } from '../../measure/usage.mjs';
import { ratiosOf } from '../../report/ratios.mjs';
import { describeCase, ratioLine } from '../../report/table.mjs';

const TARGET = { rate: 1.2 };
const ENGINES_TARGET = { rate: 0.7 };
const POLL_MS = 10;
const WARM_UP_MS = 1_000;
const OPEN = "select exists (select from executions where status in ('queued', 'running')) as open";

/** Both in one process: a slice accepts calls for its length, then waits until all of them have ended. The rate is calls over the whole of that. */
export async function measureBoth({ engines, handwritten, connections, options }) {
  const lanes = [];
  try {
    for (const engine of engines) lanes.push(await Lane.open(engine, connections, true));
    lanes.push(await Lane.open(handwritten, connections, false));
    for (const lane of lanes) await lane.send(WARM_UP_MS);
    for (let i = 0; i < options.slices; i++) for (const lane of lanes) await lane.slice(options.sliceMs);
    const results = lanes.map(summaryOf);
    for (const [i, lane] of lanes.entries())
      Object.assign(results[i], await accountOf(lane.subject, async (ms) => (await lane.send(ms)).calls));
    const [postgres, redis] = results;
    const sync = results.at(-1);
    const notes = results.slice(0, -1).map((each) => ratioLine([each.name, sync.name], ratiosOf(each, sync), TARGET));
    if (results.length > 2) notes.push(ratioLine([postgres.name, redis.name], ratiosOf(postgres, redis), ENGINES_TARGET));
    const title = 'Async calls, accepted and run to their end by one process (times are those of the acceptance)';
    const text = describeCase({ title, connections, results, notes });
    return { work: 'async-both', connections, results, ratios: ratiosOf(postgres, sync), text };
  } finally {
    for (const lane of lanes) lane.close();
  }
}

/** One system under measurement. */
class Lane {
  slices = [];
  rssMiB = 0;

  constructor(subject, connections, waits) {
    this.subject = subject;
    this.connections = connections;
    this.waits = waits;
  }

  static async open(subject, count, waits) {
    return new Lane(subject, await Connections.open({ port: subject.port, count }), waits);
  }

  /** Calls for so long, then, with accepted ones, until all have ended. */
  async send(durationMs) {
    const startedAt = performance.now();
    const { calls, latencies } = await this.connections.slice({ requests: this.subject.requests, durationMs });
    while (this.waits && (await this.subject.meter.query(OPEN))[0].open) await pause(POLL_MS);
    return { calls, latencies, elapsedMs: performance.now() - startedAt };
  }

  async slice(durationMs) {
    const endUsage = await beginUsage(this.subject);
    const slice = await this.send(durationMs);
    this.slices.push({ ...slice, ...(await endUsage()) });
    this.rssMiB = Math.max(this.rssMiB, residentMiB(this.subject.pid) ?? 0);
  }

  close() {
    this.connections.close();
  }
}
