import {
  isJsonObject,
  isSensitiveMember,
  isSensitiveParameter,
  type FieldProblem,
  type JsonObject,
  type JsonValue,
} from '@patchbay/kernel';
import { mapSecrets } from '@patchbay/registry';

/** Shapes of well-known credentials. Each is linear: one run of a character class after a fixed beginning. */
const KNOWN_SHAPES: readonly { readonly what: string; readonly shape: RegExp }[] = [
  { what: 'a private key', shape: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/ },
  { what: 'an authorization value', shape: /\b(?:bearer|basic|token)\s+[A-Za-z0-9._~+/=-]{16,}/i },
  { what: 'a JSON Web Token', shape: /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { what: 'an API key', shape: /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{20,}/ },
  { what: 'an AWS access key', shape: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', shape: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/ },
  { what: 'a Slack token', shape: /\bxox[abeprs]-[A-Za-z0-9-]{10,}/ },
  { what: 'a Slack webhook', shape: /hooks\.slack\.com\/services\/[A-Za-z0-9]{6,}/ },
  { what: 'a Google API key', shape: /\bAIza[0-9A-Za-z_-]{30,}/ },
  { what: 'a SendGrid key', shape: /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/ },
  { what: 'a user name and password', shape: /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s{}]*:[^/?#\s@{}]+@/i },
];

/** Long runs without a break that look drawn at random. */
const LONG_RUN = /[A-Za-z0-9+/_=-]{32,}/g;
const MIN_BITS_PER_CHAR = 3.2;
const HYPHENATED_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Shorter values are words and numbers that appear anywhere. */
const MIN_KNOWN_CHARS = 6;

/**
 * Where a definition still holds a credential, each named by its JSON path; empty = it may be shown to everybody.
 * `knownValues`: secrets of the publishing workspace; none of them may appear anywhere, whatever it looks like.
 */
export function findSecrets(definition: JsonObject, knownValues: readonly string[] = []): FieldProblem[] {
  const problems = new Map<string, string>();
  mapSecrets(definition, (_literal, place) => {
    problems.set(place.path, 'is a credential; name a workspace secret instead, such as {{workspace.api_key}}');
    return undefined;
  });
  const known = knownValues.filter((value) => value.length >= MIN_KNOWN_CHARS);
  walk(definition, '', (text, path, member) => {
    // Elsewhere a member such as `token` holds a path or a template, never the thing itself.
    const inBody = path.includes('.body.') || path.includes('.body[');
    const what = problemOf(text, inBody ? member : undefined, known);
    if (what !== undefined && !problems.has(path))
      problems.set(path, `holds ${what}; name a workspace secret instead, such as {{workspace.api_key}}`);
  });
  return [...problems].map(([path, message]) => ({ path, message }));
}

function problemOf(text: string, member: string | undefined, known: readonly string[]): string | undefined {
  if (known.some((value) => text.includes(value))) return "the value of one of this workspace's secrets";
  if (member !== undefined && isSensitiveMember(member) && text !== '' && !text.includes('{{')) return 'a credential';
  if (text.startsWith('data:image/')) return undefined;
  const shape = KNOWN_SHAPES.find((candidate) => candidate.shape.test(text));
  if (shape) return shape.what;
  if (hasSensitiveParameter(text)) return 'a credential in its query';
  return [...text.matchAll(LONG_RUN)].some(([run]) => looksRandom(run)) ? 'what looks like a key or token' : undefined;
}

/** `…?api_key=abc`: a literal value under a name that says what it is. */
function hasSensitiveParameter(text: string): boolean {
  const query = /^https?:\/\/[^?#]*\?([^#]*)/i.exec(text)?.[1];
  return (
    query?.split('&').some((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) return false;
      const value = pair.slice(equals + 1);
      return value !== '' && !value.includes('{{') && isSensitiveParameter(pair.slice(0, equals));
    }) ?? false
  );
}

function looksRandom(run: string): boolean {
  if (HYPHENATED_UUID.test(run) || !/\d/.test(run) || !/[A-Za-z]/.test(run)) return false;
  // Words joined by separators (paths, slugs) are no key.
  if (run.split(/[-_/]/).every((part) => part.length < 16)) return false;
  const counts = new Map<string, number>();
  for (const char of run) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length);
  return bits >= MIN_BITS_PER_CHAR;
}

type Visit = (text: string, path: string, member: string | undefined) => void;

/** Every text of a validated (hence shallow) definition. `member`: the name it stands under, in an object or a `{ key, value }` pair. */
function walk(value: JsonValue, path: string, visit: Visit, member?: string): void {
  if (typeof value === 'string') visit(value, path, member);
  else if (Array.isArray(value)) value.forEach((item, i) => walk(item, `${path}[${i}]`, visit, member));
  else if (isJsonObject(value)) {
    for (const [name, item] of Object.entries(value)) walk(item, path === '' ? name : `${path}.${name}`, visit, name);
  }
}
