import { isJsonObject, isSensitiveMember, type JsonValue } from '@patchbay/kernel';
import { identifier, inputName } from './secret-names.js';
import type { SourceInput } from './source-request.js';

const MAX_ROUNDS = 5;
const VARIABLE = /\{\{\s*([^{}]{1,200}?)\s*\}\}/g;
const MAX_TEXT = 200_000;

/** The variables of a collection: known values are filled in, the others become inputs or workspace secrets. */
export class PostmanVariables {
  readonly inputs = new Map<string, SourceInput>();
  private readonly values = new Map<string, string>();
  private readonly secret = new Set<string>();

  /** Lists of variables from the outermost to the innermost; an inner one hides an outer one of its name. */
  constructor(lists: readonly (JsonValue | undefined)[]) {
    for (const list of lists) {
      if (!Array.isArray(list)) continue;
      for (const variable of list)
        if (isJsonObject(variable) && variable['disabled'] !== true)
          this.add(variable['key'] ?? variable['id'], variable['value'], variable['type'] === 'secret');
    }
  }

  /** The text with known variables filled in and the others left as they are. */
  known(text: string): string {
    let filled = text;
    for (let round = 0; round < MAX_ROUNDS && filled.includes('{{') && filled.length < MAX_TEXT; round++) {
      const next = filled.replace(VARIABLE, (whole, name: string) => this.values.get(name) ?? whole);
      if (next === filled) break;
      filled = next;
    }
    return filled;
  }

  /** The text with every variable filled in or turned into a placeholder. `isCredential`: what is missing is a secret. */
  fill(text: string, isCredential = false): string {
    return this.known(text).replace(VARIABLE, (_, name: string) => this.placeholder(name, isCredential));
  }

  fillTree(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.fill(value);
    if (Array.isArray(value)) return value.map((item) => this.fillTree(item));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [this.known(key), this.fillTree(member)]));
  }

  private add(key: JsonValue | undefined, value: JsonValue | undefined, isSecret: boolean): void {
    if (typeof key !== 'string') return;
    if (isSecret || isSensitiveMember(key)) this.secret.add(key);
    // A secret's value is not taken over; it becomes a workspace secret of its name.
    else if ((typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean')
      this.values.set(key, String(value));
  }

  private placeholder(name: string, isCredential: boolean): string {
    if (name === '$timestamp' || name === '$isoTimestamp') return '{{now}}';
    if (isCredential || this.secret.has(name) || isSensitiveMember(name)) return `{{workspace.${identifier(name)}}}`;
    const id = inputName(name);
    this.inputs.set(id, { name: id, schema: { type: 'string' }, required: true });
    return `{{input.${id}}}`;
  }
}
