import { setTimeout as pause } from 'node:timers/promises';
import { Connections } from '../../load/connections.mjs';
import { rowsPer } from '../../measure/account.mjs';
import { summaryOf } from '../../measure/alternate.mjs';
import { residentMiB } from '../../measure/processes.mjs';
import { beginUsage } from '../../measure/usage.mjs';
import { ratiosOf } from '../../report/ratios.mjs';
import { describeCase, ratioLine } from '../../report/table.mjs';
import { startWorker } from '../../systems/patchbay.mjs';

const TARGET = { rate: 1.2 };
const ENGINES_TARGET = { rate: 0.7 };
const WARM_UP_MS = 2_000;
const ACCOUNT_MS = 3_000;
const FINISHED_BETWEEN = `select count(*)::int as calls from executions where finished_at >= to_timestamp($1::float8 / 1000) and finished_at < to_timestamp($2::float8 / 1000)`;

/** Running alone: a worker process works off the backlog, held still while the others have their slice. Calls are counted by when they ended. */
export async function measureCompletion({ engines, handwritten, connections, options }) {
  const lanes = [];
  const sync = await Connections.open({ port: handwritten.port, count: connections });
  try {
    for (const engine of engines) lanes.push(await WorkerLane.open(engine));
    const syncSlice = async (durationMs) => {
      const endUsage = await beginUsage(handwritten);
      const slice = await sync.slice({ requests: handwritten.requests, durationMs });
      return { ...slice, ...(await endUsage()) };
    };
    await syncSlice(1_000);
    const syncSlices = [];
    for (let i = 0; i < options.slices; i++) {
      for (const lane of lanes) await lane.slice(options.sliceMs);
      syncSlices.push(await syncSlice(options.sliceMs));
    }
    const results = [];
    for (const lane of lanes) results.push(await lane.result());
    results.push(summaryOf({ subject: handwritten, slices: syncSlices, rssMiB: undefined }));
    return concluded(results, lanes);
  } finally {
    sync.close();
    for (const lane of lanes) await lane.close();
  }
}

function concluded(results, lanes) {
  const work = 'async-completion';
  const left = lanes.filter(({ slices }) => slices.some(({ calls }) => calls === 0));
  const [postgres, ...others] = results;
  const ratios = ratiosOf(postgres, results.at(-1));
  const notes = results.slice(0, -1).map((each) => ratioLine([each.name, results.at(-1).name], ratiosOf(each, results.at(-1)), TARGET));
  if (others.length > 1) notes.push(ratioLine([postgres.name, others[0].name], ratiosOf(postgres, others[0]), ENGINES_TARGET));
  for (const { worker } of left)
    notes.push(`${worker.name}: a slice ended without a call; the backlog was too short or the worker stood still.`);
  const title = 'Async calls, running a backlog alone (one worker process)';
  return { work, results, ratios, text: describeCase({ title, connections: undefined, results, notes }) };
}

/** One engine's worker under measurement, held still between its slices. */
class WorkerLane {
  slices = [];
  rssMiB = 0;

  constructor(worker) {
    this.worker = worker;
  }

  static async open(engine) {
    const lane = new WorkerLane(await startWorker(engine, { name: engine.name, env: engine.env }));
    await pause(WARM_UP_MS);
    lane.hold();
    return lane;
  }

  hold() {
    process.kill(this.worker.pid, 'SIGSTOP');
  }

  goOn() {
    process.kill(this.worker.pid, 'SIGCONT');
  }

  async slice(durationMs) {
    const endUsage = await beginUsage(this.worker);
    const from = Date.now();
    this.goOn();
    await pause(durationMs);
    this.hold();
    const to = Date.now();
    this.slices.push({ from, to, elapsedMs: to - from, latencies: [], ...(await endUsage()) });
    this.rssMiB = Math.max(this.rssMiB, residentMiB(this.worker.pid) ?? 0);
  }

  async result() {
    for (const slice of this.slices) slice.calls = await this.#ended(slice.from, slice.to);
    const { worker: subject, slices, rssMiB } = this;
    return { ...summaryOf({ subject, slices, rssMiB }), ...(await this.#account()) };
  }

  async #ended(from, to) {
    return (await this.worker.meter.query(FINISHED_BETWEEN, [from, to]))[0].calls;
  }

  /** Without a break, so that every backend tells what it does as it goes. */
  async #account() {
    const { meter, program } = this.worker;
    this.goOn();
    await pause(WARM_UP_MS);
    await program.countAllocations();
    const from = Date.now();
    const before = await meter.counters();
    await pause(ACCOUNT_MS);
    const after = await meter.counters();
    const to = Date.now();
    const allocated = await program.allocatedBytes();
    const calls = await this.#ended(from, to);
    // The backlog was shorter than this.
    if (calls === 0) return {};
    return { rowsPerCall: rowsPer(calls, before, after), allocatedBytesPerCall: allocated / calls };
  }

  async close() {
    this.goOn();
    await this.worker.stop();
  }
}
