import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { NeededCredential } from './template.js';

/** `{{workspace.name}}` or `{{workspace["name"]}}` in JSON text, and whether a default follows. */
const SECRET_REFERENCE = /\{\{\s*workspace\s*(?:\.\s*|\[\s*\\?["'])([A-Za-z_][A-Za-z0-9_]{0,99})(?:\\?["']\s*\])?\s*(\|?)/g;
const ORIGIN = /^https?:\/\/[^/?#{}\\]+/i;

/** Names of the workspace secrets a definition cannot run without, in order of appearance. */
export function secretNames(definition: JsonObject): string[] {
  const references = [...JSON.stringify(definition['config'] ?? {}).matchAll(SECRET_REFERENCE)];
  // A reference with a default works without the secret.
  return [...new Set(references.filter(([, , hasDefault]) => hasDefault !== '|').map(([, name = '']) => name))];
}

/** What an installer has to give: every secret the definition needs, in the words of `described` where they are there. */
export function neededCredentials(definition: JsonObject, described: readonly NeededCredential[] = []): NeededCredential[] {
  return secretNames(definition).map((name) => described.find((credential) => credential.name === name) ?? { name, title: titleOf(name) });
}

/** Scheme and host of every request, as written in the definition. */
export function originsOf(definition: JsonObject): string[] {
  const origins = requestsOf(definition).flatMap((request) => ORIGIN.exec(String(request['url']))?.[0] ?? []);
  return [...new Set(origins)];
}

/** The definition with other addresses in place of some origins: a customer's own host, a sandbox, a gateway. A base URL may have a path. */
export function withBaseUrls(definition: JsonObject, baseUrls: ReadonlyMap<string, string>): JsonObject {
  return mapRequests(definition, (request) => {
    const url = String(request['url']);
    const origin = ORIGIN.exec(url)?.[0];
    const base = origin === undefined ? undefined : baseUrls.get(origin);
    return origin === undefined || base === undefined ? request : { ...request, url: base.replace(/\/+$/, '') + url.slice(origin.length) };
  });
}

function mapRequests(definition: JsonObject, change: (request: JsonObject) => JsonObject): JsonObject {
  const visit = (holder: JsonObject): JsonObject => {
    const own = typeof holder['url'] === 'string' ? change(holder) : holder;
    const { steps, probe } = own;
    return {
      ...own,
      ...(isJsonObject(probe) ? { probe: visit(probe) } : {}),
      ...(Array.isArray(steps) ? { steps: steps.map((step: JsonValue) => (isJsonObject(step) ? visit(step) : step)) } : {}),
    };
  };
  const { config } = definition;
  return isJsonObject(config) ? { ...definition, config: visit(config) } : definition;
}

/** Hosts a definition's requests go to. */
export function hostsOf(definition: JsonObject): string[] {
  return [...new Set(originsOf(definition).map((origin) => new URL(origin).host))];
}

/** The requests of a definition: its config, or its steps with those of groups, and the probe. */
export function requestsOf(definition: JsonObject): JsonObject[] {
  const config = definition['config'];
  if (!isJsonObject(config)) return [];
  const { probe } = config;
  return [config, ...stepsOf(config), ...stepsOf(config).flatMap(stepsOf), ...(isJsonObject(probe) ? [probe] : [])].filter(
    (holder) => 'url' in holder,
  );
}

const stepsOf = (holder: JsonObject): JsonObject[] =>
  Array.isArray(holder['steps']) ? holder['steps'].filter((step: JsonValue) => isJsonObject(step)) : [];

/** `clearbit_api_key` → `Clearbit api key`. */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
