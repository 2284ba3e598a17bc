import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';

/** Stands for a stored literal credential in every answer; sent back in a save it means "keep what is stored". */
export const SECRET_MASK = '[redacted]';

/** One place of a definition whose text is a credential. */
export interface SecretPlace {
  /** The same for the same place in another version of the definition: step id and member, never an index of a step. */
  readonly key: string;
  /** JSON path for error messages. */
  readonly path: string;
}

/** Members of an `auth` object that carry secret material. */
const AUTH_MEMBERS = ['token', 'value', 'apiKey', 'key', 'password', 'secret'];
/** Header and query parameter names under which a literal value is taken for a credential. */
const SENSITIVE_NAME = /authorization|cookie|token|secret|passw|api[-_]?key|access[-_]?key|subscription[-_]?key|signature|^x-auth|^auth$|^key$/i;

/**
 * The definition with every literal credential put through `change`; the given one stays as it is. Literals are texts without a `{{…}}` in the
 * secret members of `auth` and in headers and query parameters whose name says so. `undefined` from `change` leaves the text.
 */
export function mapSecrets(definition: JsonObject, change: (literal: string, place: SecretPlace) => string | undefined): JsonObject {
  const copy = structuredClone(definition);
  const config = copy['config'];
  if (isJsonObject(config)) {
    visitRequest(config, { key: '', path: 'config' }, change);
    visitSteps(config, 'config', change);
  }
  return copy;
}

/** The definition as it may be shown: no literal credential in it. */
export function maskSecrets(definition: JsonObject): JsonObject {
  return mapSecrets(definition, () => SECRET_MASK);
}

type Change = Parameters<typeof mapSecrets>[1];

function visitSteps(holder: JsonObject, path: string, change: Change): void {
  const steps = holder['steps'];
  if (!Array.isArray(steps)) return;
  steps.forEach((step: JsonValue, i) => {
    if (!isJsonObject(step)) return;
    const at = `${path}.steps[${i}]`;
    visitRequest(step, { key: typeof step['id'] === 'string' ? step['id'] : `#${i}`, path: at }, change);
    // Groups hold steps, never groups: a deeper nesting is refused by validation, so one level is enough.
    if (!path.includes('.steps[')) visitSteps(step, at, change);
  });
}

function visitRequest(request: JsonObject, at: SecretPlace, change: Change): void {
  const auth = request['auth'];
  if (isJsonObject(auth)) {
    // `key` names the header of an API key unless the key itself is there.
    const members = 'value' in auth ? AUTH_MEMBERS.filter((member) => member !== 'key') : AUTH_MEMBERS;
    for (const member of members) replace(auth, member, { key: `${at.key}/auth.${member}`, path: `${at.path}.auth.${member}` }, change);
  }
  for (const list of ['headers', 'queryParams']) {
    const pairs = request[list];
    if (!Array.isArray(pairs)) continue;
    const seen = new Map<string, number>();
    pairs.forEach((pair: JsonValue, i) => {
      const name = isJsonObject(pair) ? pair['key'] : undefined;
      if (!isJsonObject(pair) || typeof name !== 'string' || !SENSITIVE_NAME.test(name)) return;
      const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
      seen.set(name.toLowerCase(), count);
      replace(pair, 'value', { key: `${at.key}/${list}.${name.toLowerCase()}.${count}`, path: `${at.path}.${list}[${i}].value` }, change);
    });
  }
}

function replace(holder: JsonObject, member: string, place: SecretPlace, change: Change): void {
  const value = holder[member];
  if (typeof value !== 'string' || value === '' || value.includes('{{')) return;
  const changed = change(value, place);
  if (changed !== undefined) holder[member] = changed;
}
