import { MAX_STORED_JSON_BYTES, type Redactor } from '@patchbay/kernel';

/** Bytes of bodies one execution's record holds at most, over all its steps and attempts. Beyond it only markers with beginnings are kept. */
const MAX_RECORD_BYTES = 512 * 1024;
const MARKER_ONLY_BYTES = 1_024;

/**
 * Redacted, capped JSON text of the values of one execution's record. The output of a single-step connector is its step's output and its response's body at once:
 * each object is turned into text a single time.
 */
export class ShownJson {
  private readonly known = new Map<object, string>();
  private spentBytes = 0;

  constructor(private readonly redactor: Redactor) {}

  /** JSON text of a body, an output, an input. `known`: its text before redaction. */
  body(value: unknown, known?: string): string {
    return this.once(value, () => {
      const maxBytes = this.spentBytes < MAX_RECORD_BYTES ? MAX_STORED_JSON_BYTES : MARKER_ONLY_BYTES;
      const text = this.redactor.jsonText(value, known === undefined ? { maxBytes } : { maxBytes, text: known });
      this.spentBytes += text.length;
      return text;
    });
  }

  /** JSON text of a header list. */
  headers(headers: Readonly<Record<string, string>>): string {
    return this.once(headers, () => JSON.stringify(this.redactor.headers(headers)));
  }

  /** JSON text of small things of ours: errors, reasons. */
  small(value: unknown): string {
    return this.redactor.jsonText(value);
  }

  url(url: string): string {
    return JSON.stringify(this.redactor.url(url));
  }

  private once(value: unknown, make: () => string): string {
    if (typeof value !== 'object' || value === null) return make();
    let text = this.known.get(value);
    if (text === undefined) this.known.set(value, (text = make()));
    return text;
  }
}
