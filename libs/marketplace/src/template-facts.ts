import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { NeededCredential } from './template.js';

const SECRET_REFERENCE = /\{\{\s*workspace\.([A-Za-z_][A-Za-z0-9_]{0,99})/g;
const HOST = /^https?:\/\/([^/?#{}]+)(?:[/?#]|$)/i;

/** Names of the workspace secrets a definition refers to, in order of appearance. */
export function secretNames(definition: JsonObject): string[] {
  const names = [...JSON.stringify(definition['config'] ?? {}).matchAll(SECRET_REFERENCE)].map((match) => match[1] ?? '');
  return [...new Set(names)];
}

/** What an installer has to give: every secret the definition refers to, in the words of `described` where they are there. */
export function neededCredentials(definition: JsonObject, described: readonly NeededCredential[] = []): NeededCredential[] {
  return secretNames(definition).map((name) => described.find((credential) => credential.name === name) ?? { name, title: titleOf(name) });
}

/** Fixed hosts of a definition's requests. */
export function hostsOf(definition: JsonObject): string[] {
  const hosts = requestsOf(definition).flatMap((request) => {
    const url = request['url'];
    const host = typeof url === 'string' ? HOST.exec(url)?.[1] : undefined;
    return host === undefined ? [] : [host.toLowerCase()];
  });
  return [...new Set(hosts)];
}

/** The requests of a definition: its config, or its steps with those of groups. */
export function requestsOf(definition: JsonObject): JsonObject[] {
  const config = definition['config'];
  if (!isJsonObject(config)) return [];
  return [config, ...stepsOf(config), ...stepsOf(config).flatMap(stepsOf)].filter((holder) => 'url' in holder);
}

const stepsOf = (holder: JsonObject): JsonObject[] => (Array.isArray(holder['steps']) ? holder['steps'].filter((step: JsonValue) => isJsonObject(step)) : []);

/** `clearbit_api_key` → `Clearbit api key`. */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
