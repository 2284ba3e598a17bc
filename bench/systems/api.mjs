import { randomUUID } from 'node:crypto';

const RUN = randomUUID().slice(0, 8);

/** The outside contract, as a caller uses it. */
export class Api {
  #made = new Map();

  constructor(base, key) {
    this.base = base;
    this.key = key;
  }

  /** Out: the answer's body. Throws the problem document of anything but 2xx. */
  async call(method, path, body) {
    const response = await fetch(this.base + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 1_000)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /**
   * Makes something with a name at its list's path, once per server and run: works that need the same share it. Its name gets a mark of this run, as a server whose
   * data dir was kept has those of earlier runs. Out: what the server answered.
   */
  make(path, { name, definition, ...rest }) {
    const known = `${path} ${name ?? definition.name}`;
    const body = definition ? { definition: { ...definition, name: `${definition.name} ${RUN}` } } : { name: `${name} ${RUN}`, ...rest };
    if (!this.#made.has(known)) this.#made.set(known, this.call('POST', path, body));
    return this.#made.get(known);
  }
}
