import { randomBytes } from 'node:crypto';

/** Values that must not turn up where they do not belong; each is found in any form it can take. */
export class Seeds {
  readonly #values = new Map<string, string>();

  /** A new value that nothing else holds. `name` tells where it was planted. */
  plant(name: string, around: (core: string) => string = (core) => core): string {
    const value = around(`zq${randomBytes(9).toString('hex')}`);
    this.#values.set(name, value);
    return value;
  }

  /** Notes a value that was made elsewhere. */
  note(name: string, value: string): string {
    this.#values.set(name, value);
    return value;
  }

  /** Names of the seeds that a text holds, plain, escaped, percent-encoded, in base64 or in hex. */
  foundIn(text: string): string[] {
    return [...this.#values].filter(([, value]) => formsOf(value).some((form) => text.includes(form))).map(([name]) => name);
  }
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  // In base64 a value looks differently at each of three places; its inner part does not.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(4, -4),
  );
  return [...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), bytes.toString('hex'), ...base64])];
}
