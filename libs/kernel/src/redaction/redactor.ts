import type { JsonValue } from '../json/json.js';
import { isSensitiveHeader, isSensitiveMember, isSensitiveParameter, MAYBE_SENSITIVE_MEMBER } from './sensitive-names.js';

export const REDACTED = '[redacted]';
/** Shorter secrets would match by accident everywhere. */
const MIN_SECRET_LENGTH = 4;
/** What callers call a password may be a word; hiding it everywhere it turns up would hide too much. */
const MIN_NAMED_LENGTH = 8;
/** Deeper values are not searched for names. */
const MAX_NAMED_DEPTH = 64;
/** Largest JSON value kept in a record, in bytes of UTF-8. */
export const MAX_STORED_JSON_BYTES = 65_536;
const PREVIEW_CHARS = 4_096;

/**
 * Hides one call's secrets in everything that is shown, stored or logged: registered values in any form they can take on the wire (plain, JSON-escaped,
 * percent-encoded, form-encoded, base64), sensitive headers, members and query parameters by name. One instance per call: what
 * it hides is forgotten with it.
 */
export class Redactor {
  private readonly secrets = new Set<string>();
  /** What the caller sent under a name that says secret: hidden wherever it is shown, but not in the caller's own answer. */
  private readonly named = new Set<string>();
  private needles: readonly string[] | undefined;
  private shownNeedles: readonly string[] | undefined;

  /** Registers a secret value. Values below four characters are ignored. */
  add(value: string): void {
    if (value.length < MIN_SECRET_LENGTH || this.secrets.has(value)) return;
    this.secrets.add(value);
    this.needles = undefined;
    this.shownNeedles = undefined;
  }

  /** Registers the texts of a value's sensitive members, such as `password`: a provider may well repeat them in words of its own. */
  addNamed(value: unknown, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > MAX_NAMED_DEPTH) return;
    if (Array.isArray(value)) return value.forEach((item) => this.addNamed(item, depth + 1));
    for (const name of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[name];
      if (typeof member !== 'string') this.addNamed(member, depth + 1);
      else if (member.length >= MIN_NAMED_LENGTH && member !== REDACTED && isSensitiveMember(name)) {
        this.named.add(member);
        this.shownNeedles = undefined;
      }
    }
  }

  /** The text without any registered secret. */
  text(text: string): string {
    return without(text, this.shownForms());
  }

  /** The value without registered secrets and without the values of sensitive members. Returns the same value when there is nothing to hide. */
  json(value: JsonValue): JsonValue {
    const text = JSON.stringify(value);
    const clean = this.cleanJson(value, text);
    return clean === text ? value : (JSON.parse(clean) as JsonValue);
  }

  /**
   * The value without registered secrets, and its JSON text; sensitive member names are left alone. For answers to the caller, whose data it is.
   */
  values(value: JsonValue): { readonly value: JsonValue; readonly text: string } {
    const text = JSON.stringify(value);
    const forms = this.forms();
    if (!holds(text, forms)) return { value, text };
    const clean = walk(value, { forms, byName: false });
    return { value: clean, text: JSON.stringify(clean) };
  }

  /**
   * JSON text of a value for storing. More than `maxBytes` (UTF-8) become
   * `{"truncated":true,"bytes":<size of the whole>,"preview":"<first 4096 characters of the text>"}`. `text`: the value's JSON text, when it is known.
   */
  jsonText(value: unknown, { maxBytes = MAX_STORED_JSON_BYTES, text = JSON.stringify(value) ?? 'null' } = {}): string {
    const bytes = text.length * 3 <= maxBytes ? 0 : Buffer.byteLength(text);
    return bytes > maxBytes ? this.truncated(text, bytes) : this.cleanJson(value as JsonValue, text);
  }

  /** Header names in lower case; sensitive values replaced. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    const shown: Record<string, string> = {};
    for (const name of Object.keys(headers)) {
      shown[name.toLowerCase()] = isSensitiveHeader(name) ? REDACTED : this.text(headers[name] ?? '');
    }
    return shown;
  }

  /** A URL without its credentials, sensitive query parameters and registered secrets. Text that is no URL is only searched for secrets. */
  url(url: string): string {
    const clean = this.text(url).replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${REDACTED}@`);
    const start = clean.indexOf('?');
    if (start < 0) return clean;
    const hash = clean.indexOf('#', start);
    const query = clean.slice(start + 1, hash < 0 ? undefined : hash);
    const shown = query.split('&').map((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 && isSensitiveParameter(decoded(pair.slice(0, equals))) ? `${pair.slice(0, equals)}=${REDACTED}` : pair;
    });
    return clean.slice(0, start + 1) + shown.join('&') + (hash < 0 ? '' : clean.slice(hash));
  }

  private cleanJson(value: JsonValue, text: string): string {
    // Both checks read the text once and find nothing in almost every call; only then is the value walked.
    const forms = this.shownForms();
    if (!holds(text, forms) && !MAYBE_SENSITIVE_MEMBER.test(text)) return text;
    return JSON.stringify(walk(value, { forms, byName: true })) ?? 'null';
  }

  private truncated(text: string, bytes: number): string {
    // Redacted before it is cut, with room for the longest secret, so that none is left in halves at the cut.
    const longest = this.shownForms()[0]?.length ?? 0;
    const members =
      /("(?:[^"\\]|\\.){0,100}?(?:password|passwd|passphrase|pwd|secret|token|key|authorization|credentials?|cookie|dsn)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^",}\]\s[{]+)/gi;
    const preview = this.text(text.slice(0, PREVIEW_CHARS + longest))
      .replace(members, `$1"${REDACTED}"`)
      .slice(0, PREVIEW_CHARS);
    return JSON.stringify({ truncated: true, bytes, preview });
  }

  private forms(): readonly string[] {
    return (this.needles ??= everyForm([...this.secrets]));
  }

  private shownForms(): readonly string[] {
    return (this.shownNeedles ??= this.named.size === 0 ? this.forms() : everyForm([...this.secrets, ...this.named]));
  }
}

function without(text: string, forms: readonly string[]): string {
  let clean = text;
  for (const needle of forms) {
    if (clean.includes(needle)) clean = clean.replaceAll(needle, REDACTED);
  }
  return clean;
}

function holds(text: string, forms: readonly string[]): boolean {
  for (const needle of forms) if (text.includes(needle)) return true;
  return false;
}

interface Hiding {
  readonly forms: readonly string[];
  /** Also the values of members whose names say so. */
  readonly byName: boolean;
}

function walk(value: JsonValue, hiding: Hiding): JsonValue {
  const { forms, byName } = hiding;
  if (typeof value === 'string') return without(value, forms);
  if (typeof value === 'number') return holds(String(value), forms) ? REDACTED : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => walk(item, hiding));
  const clean: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    const hidden = byName && member !== null && isSensitiveMember(name);
    // defineProperty: a provider may well send a member called __proto__.
    Object.defineProperty(clean, without(name, forms), {
      value: hidden ? REDACTED : walk(member, hiding),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return clean;
}

/** Every form of every secret, longest first so that no form leaves the rest of a longer one behind. */
function everyForm(secrets: readonly string[]): readonly string[] {
  const [only, ...others] = secrets;
  if (only === undefined) return [];
  if (others.length === 0) return knownForms(only);
  const forms = new Set<string>();
  for (const secret of secrets) for (const form of knownForms(secret)) forms.add(form);
  return [...forms].sort((a, b) => b.length - a.length);
}

/** The forms of the secrets used last. A connector's calls all hide the same few, which its process keeps opened anyway. */
const recentForms = new Map<string, readonly string[]>();
const MAX_RECENT = 256;
const MAX_RECENT_CHARS = 1_024;

function knownForms(secret: string): readonly string[] {
  const known = recentForms.get(secret);
  if (known) return known;
  const forms = formsOf(secret);
  if (secret.length <= MAX_RECENT_CHARS) {
    if (recentForms.size >= MAX_RECENT) recentForms.clear();
    recentForms.set(secret, forms);
  }
  return forms;
}

/** Every form a secret can take on the wire, longest first. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64');
  // A lone surrogate has no percent-encoding and cannot leave in a URL.
  const percent = secret.isWellFormed() ? encodeURIComponent(secret) : secret;
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    percent,
    percent.replaceAll('%20', '+'),
    lowerEscapes(percent),
    base64,
    base64.replace(/=+$/, ''),
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    encodeURIComponent(base64),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

const lowerEscapes = (percent: string): string => percent.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
