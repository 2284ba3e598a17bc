// Callers that never give up: each run is asked for once, or again under its Idempotency-Key, and what was answered is remembered.
import { randomUUID } from 'node:crypto';

const CALL_MS = 20_000;
const KINDS = ['read', 'write', 'keyed'];

/** The connectors of the suite. Out: their ids by kind. */
export async function makeConnectors(api, key, upstream) {
  const ids = {};
  for (const kind of KINDS) {
    const definition = {
      name: `${kind === 'keyed' ? 'Keyed' : 'Plain'} ${kind}`,
      category: 'enrichment',
      type: 'single-step',
      config: {
        method: kind === 'read' ? 'GET' : 'POST',
        url: `${upstream}/${kind}?run={{input.run}}`,
        auth: { type: 'none' },
        ...(kind === 'read' ? {} : { body: { run: '{{input.run}}' } }),
      },
      timeoutMs: 5_000,
      maxRetries: 2,
    };
    const response = await fetch(`${api}/api/v1/connectors`, { method: 'POST', headers: headers(key), body: JSON.stringify(definition) });
    if (response.status !== 201) throw new Error(`no connector: ${response.status} ${await response.text()}`);
    ids[kind] = (await response.json()).id;
  }
  return ids;
}

const headers = (key) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });

export class Load {
  /** run → { kind, mode, keyed, executionIds: Set, succeeded: boolean } */
  asked = new Map();
  statuses = new Map();
  #stopped = false;
  #callers = [];

  constructor({ apis, key, connectors, random, callers = 8 }) {
    Object.assign(this, { apis, key, connectors, random });
    for (let caller = 0; caller < callers; caller += 1) this.#callers.push(this.#loop());
  }

  async stop() {
    this.#stopped = true;
    await Promise.all(this.#callers);
  }

  async #loop() {
    while (!this.#stopped) {
      const run = randomUUID();
      const kind = KINDS[Math.floor(this.random() * KINDS.length)];
      const mode = this.random() < 0.6 ? 'async' : 'sync';
      const keyed = this.random() < 0.5;
      const asked = { kind, mode, keyed, executionIds: new Set(), succeeded: false };
      this.asked.set(run, asked);
      for (let attempt = 0; attempt < (keyed ? 8 : 1) && !this.#stopped; attempt += 1) {
        if (await this.#call(run, asked)) break;
        await new Promise((resolve) => setTimeout(resolve, 200 * (attempt + 1)));
      }
      await new Promise((resolve) => setTimeout(resolve, this.random() * 20));
    }
  }

  /** Out: whether the caller has an answer it can rely on. */
  async #call(run, asked) {
    const api = this.apis[Math.floor(this.random() * this.apis.length)];
    try {
      const response = await fetch(`${api}/api/v1/connectors/${this.connectors[asked.kind]}/execute?mode=${asked.mode}`, {
        method: 'POST',
        headers: { ...headers(this.key), ...(asked.keyed ? { 'idempotency-key': run } : {}) },
        body: JSON.stringify({ input: { run } }),
        signal: AbortSignal.timeout(CALL_MS),
      });
      const body = await response.json();
      this.#count(`${response.status} ${body.code ?? body.status}`);
      if (body.executionId) asked.executionIds.add(body.executionId);
      if (response.status === 200) asked.succeeded = true;
      return response.status < 500 && response.status !== 409 && response.status !== 429;
    } catch (error) {
      this.#count(error.name === 'TimeoutError' ? 'timeout' : 'connection lost');
      return false;
    }
  }

  #count(status) {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }
}
