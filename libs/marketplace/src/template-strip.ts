import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { mapSecrets } from '@patchbay/registry';

/** A definition whose literal credentials have become workspace secrets. */
export interface StrippedDefinition {
  readonly definition: JsonObject;
  /** The literals that were taken out: they must appear nowhere else either. */
  readonly removed: readonly string[];
}

/** Replaces every literal credential, and the user name beside a password, by `{{workspace.<connector>_<what>}}`. */
export function stripCredentials(definition: JsonObject): StrippedDefinition {
  const removed: string[] = [];
  const names = new Map<string, string>();
  const prefix = secretName(String(definition['name'] ?? 'connector'));
  const nameFor = (literal: string, what: string): string => {
    const wanted = `${prefix}_${secretName(what)}`.slice(0, 90);
    let name = wanted;
    // One literal in many steps is one credential; another under the same word gets a number.
    for (let number = 2; names.has(name) && names.get(name) !== literal; number++) name = `${wanted}_${number}`;
    names.set(name, literal);
    return `{{workspace.${name}}}`;
  };
  const stripped = mapSecrets(definition, (literal, place) => {
    removed.push(literal);
    return nameFor(
      literal,
      place.key
        .split('/')
        .at(-1)
        ?.replace(/^auth\.|^headers\.|^queryParams\.|^url\.|^body\.|\.\d+$/g, '') ?? 'secret',
    );
  });
  return {
    definition: mapUserNames(stripped, (userName) => {
      removed.push(userName);
      return nameFor(userName, 'username');
    }),
    removed,
  };
}

function mapUserNames(holder: JsonObject, replace: (userName: string) => string): JsonObject {
  const mapped: JsonObject = {};
  for (const [name, value] of Object.entries(holder)) {
    if (name === 'auth' && isJsonObject(value) && value['type'] === 'basic') mapped[name] = withoutUserName(value, replace);
    else if (name === 'config' && isJsonObject(value)) mapped[name] = mapUserNames(value, replace);
    else if (name === 'steps' && Array.isArray(value))
      mapped[name] = value.map((step: JsonValue) => (isJsonObject(step) ? mapUserNames(step, replace) : step));
    else mapped[name] = value;
  }
  return mapped;
}

function withoutUserName(auth: JsonObject, replace: (userName: string) => string): JsonObject {
  const userName = auth['username'];
  return typeof userName === 'string' && userName !== '' && !userName.includes('{{') ? { ...auth, username: replace(userName) } : auth;
}

/** A text as part of a secret's name: letters, digits and underscores, not beginning with a digit. */
function secretName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 50);
  return /^[a-z]/.test(name) ? name : `s_${name}`;
}
