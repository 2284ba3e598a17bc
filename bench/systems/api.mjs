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

  /** Makes something with a name at its list's path, once per server: works of one run that need the same share it. Out: what the server answered. */
  make(path, body) {
    const known = `${path} ${body.name ?? body.definition.name}`;
    if (!this.#made.has(known)) this.#made.set(known, this.call('POST', path, body));
    return this.#made.get(known);
  }
}
