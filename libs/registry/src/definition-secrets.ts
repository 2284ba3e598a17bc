import {
  isJsonObject,
  isSensitiveHeader,
  isSensitiveMember,
  isSensitiveParameter,
  mapSensitiveParameters,
  REDACTED,
  type JsonObject,
  type JsonValue,
} from '@patchbay/kernel';

/** Stands for a stored literal credential in every answer; sent back in a save it means "keep what is stored". */
export const SECRET_MASK = REDACTED;

/** As deep as definitions may nest. */
const MAX_BODY_DEPTH = 48;

/** One place of a definition whose text is a credential. */
export interface SecretPlace {
  /** The same for the same place in another version of the definition: step id and member, never an index of a step. */
  readonly key: string;
  /** JSON path for error messages. */
  readonly path: string;
}

type Change = (literal: string, place: SecretPlace) => string | undefined;

/**
 * The definition with every literal credential put through `change`; the given one stays as it is. Literals are texts without a `{{…}}` in the
 * secret members of `auth` and in headers, query parameters (also those of the URL) and members of the body whose name says so. `undefined` from `change` leaves the text.
 * Takes any JSON, also one that was not validated yet: only the path to such places is copied, whatever hangs beside it is shared.
 */
export function mapSecrets(definition: JsonObject, change: Change): JsonObject {
  const config = definition['config'];
  if (!isJsonObject(config)) return definition;
  const mapped = mapRequest(config, { key: '', path: 'config' }, change);
  const { probe } = config;
  // No step can have this id.
  if (isJsonObject(probe)) mapped['probe'] = mapRequest(probe, { key: '#probe', path: 'config.probe' }, change);
  return { ...definition, config: mapSteps(mapped, { path: 'config', groups: true }, change) };
}

/** The definition as it may be shown: no literal credential in it. */
export function maskSecrets(definition: JsonObject): JsonObject {
  return mapSecrets(definition, () => SECRET_MASK);
}

/** Groups hold steps, never groups: a deeper nesting is refused by validation. */
function mapSteps(holder: JsonObject, at: { path: string; groups: boolean }, change: Change): JsonObject {
  const steps = holder['steps'];
  if (!Array.isArray(steps)) return holder;
  const mapped = steps.map((step: JsonValue, i) => {
    if (!isJsonObject(step)) return step;
    const path = `${at.path}.steps[${i}]`;
    const request = mapRequest(step, { key: typeof step['id'] === 'string' ? step['id'] : `#${i}`, path }, change);
    return at.groups ? mapSteps(request, { path, groups: false }, change) : request;
  });
  return { ...holder, steps: mapped };
}

function mapRequest(request: JsonObject, at: SecretPlace, change: Change): JsonObject {
  const mapped: JsonObject = { ...request };
  const { auth, headers, queryParams, url, body } = request;
  if (typeof url === 'string') mapped['url'] = mapUrl(url, at, change);
  if (typeof body === 'object') mapped['body'] = mapBody(body, { key: `${at.key}/body`, path: `${at.path}.body` }, change);
  if (isJsonObject(auth)) mapped['auth'] = mapAuth(auth, at, change);
  if (Array.isArray(headers)) mapped['headers'] = mapPairs(headers, { ...at, list: 'headers', isSecret: isSensitiveHeader }, change);
  if (Array.isArray(queryParams))
    mapped['queryParams'] = mapPairs(queryParams, { ...at, list: 'queryParams', isSecret: isSensitiveParameter }, change);
  return mapped;
}

function mapUrl(url: string, at: SecretPlace, change: Change): string {
  const seen = new Map<string, number>();
  return mapSensitiveParameters(url, (value, name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return change(value, { key: `${at.key}/url.${name}.${count}`, path: `${at.path}.url` }) ?? value;
  });
}

function mapBody(value: JsonValue, at: SecretPlace, change: Change, depth = 0): JsonValue {
  // Deeper ones are refused by validation, which comes later.
  if (depth > MAX_BODY_DEPTH) return value;
  const inside = (member: JsonValue, place: SecretPlace): JsonValue => mapBody(member, place, change, depth + 1);
  if (Array.isArray(value)) return value.map((item: JsonValue, i) => inside(item, { key: `${at.key}.${i}`, path: `${at.path}[${i}]` }));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const place = { key: `${at.key}.${name}`, path: `${at.path}.${name}` };
      return [name, typeof member === 'string' && isSensitiveMember(name) ? changed(member, place, change) : inside(member, place)];
    }),
  );
}

function mapAuth(auth: JsonObject, at: SecretPlace, change: Change): JsonObject {
  // Services such as Stripe take an API key as the user name, with an empty password.
  const members = auth['password'] === '' ? ['username'] : ['token', 'value', 'password'];
  const mapped = { ...auth };
  for (const member of members) {
    if (Object.hasOwn(auth, member))
      mapped[member] = changed(auth[member] ?? null, { key: `${at.key}/auth.${member}`, path: `${at.path}.auth.${member}` }, change);
  }
  return mapped;
}

interface PairList extends SecretPlace {
  readonly list: 'headers' | 'queryParams';
  readonly isSecret: (name: string) => boolean;
}

function mapPairs(pairs: readonly JsonValue[], at: PairList, change: Change): JsonValue[] {
  const seen = new Map<string, number>();
  return pairs.map((pair, i) => {
    const name = isJsonObject(pair) ? pair['key'] : undefined;
    if (!isJsonObject(pair) || typeof name !== 'string' || !at.isSecret(name)) return pair;
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    const place = { key: `${at.key}/${at.list}.${name.toLowerCase()}.${count}`, path: `${at.path}.${at.list}[${i}].value` };
    return { ...pair, value: changed(pair['value'] ?? null, place, change) };
  });
}

function changed(value: JsonValue, place: SecretPlace, change: Change): JsonValue {
  if (typeof value !== 'string' || value === '' || value.includes('{{')) return value;
  return change(value, place) ?? value;
}
