// What a person does with the runs of the chaos suite: looks at the provider and decides on what is not known, lets failed runs go on.
import { ITEMS, nameOf } from './workflow-graph.mjs';

const LOOK_EVERY_MS = 250;
/** Every so many decisions the person says "stop". */
const STOP_EVERY = 8;

/** A run somebody still has to look after. `stopped`: it was told to fail. */
export const isOpen = ({ status, stopped }) => status !== 'succeeded' && !(stopped && status === 'failed');

export class Person {
  decided = { continue: 0, repeat: 0, stop: 0 };
  retried = 0;
  /** Nodes that were found `unknown`: { runId, key, nodeId, item, executionId }. */
  unknown = new Map();

  /** `once`: asks without asking again: what is not answered is looked at anew, for it may have been done. */
  constructor({ insist, once, upstream }) {
    Object.assign(this, { insist, once, upstream });
  }

  /** Looks after the runs until `mayEnd()` and all are over, or until `endsAt`. */
  async lookAfter(runs, { mayEnd, endsAt }) {
    while (Date.now() < endsAt) {
      for (const [id, run] of runs) if (isOpen(run)) await this.#look(id, run);
      if (mayEnd() && ![...runs.values()].some(isOpen)) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async #look(id, run) {
    const { body } = await this.insist('GET', `/workflow-runs/${id}`);
    Object.assign(run, { status: body.status, output: body.output, error: body.error, nodes: body.nodes });
    if (body.status === 'failed' && !run.stopped) {
      this.retried += 1;
      await this.once('POST', `/workflow-runs/${id}/retry`, {});
    }
    if (body.status === 'parked') for (const node of await this.#unknownOf(id, body)) await this.#decide(id, run, node);
  }

  async #unknownOf(id, { nodes }) {
    const found = nodes.filter(({ status }) => status === 'unknown');
    if (!nodes.some(({ nodeId, status }) => nodeId === 'each' && status === 'waiting')) return found;
    const { body } = await this.insist('GET', `/workflow-runs/${id}/items?node=each&limit=${ITEMS}`);
    return [...found, ...body.data.flatMap((item) => item.nodes.filter(({ status }) => status === 'unknown'))];
  }

  async #decide(id, run, { nodeId, item, executionId }) {
    const name = nameOf(nodeId, item);
    this.unknown.set(`${id}/${name}/${executionId}`, { runId: id, key: run.key, nodeId, item, executionId });
    const seen = this.upstream.runs.get(`${run.key}-${name}`);
    const happened = (seen?.effects ?? 0) > 0;
    const decision = (this.unknown.size + 1) % STOP_EVERY === 0 ? 'stop' : happened ? 'continue' : 'repeat';
    // Noted first: the answer may be lost with its process.
    if (decision === 'stop') run.stopped = true;
    const output = decision === 'continue' ? { output: { ok: true, value: seen.what } } : {};
    const { status } = await this.once('POST', `/workflow-runs/${id}/decide`, {
      nodeId,
      ...(item === null ? {} : { item }),
      decision,
      ...output,
    });
    if (status < 300) this.decided[decision] += 1;
  }
}
