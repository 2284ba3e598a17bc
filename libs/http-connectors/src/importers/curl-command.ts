import type { JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import type { BodyType, KeyValue } from '../definition/definition.js';
import { encodeFormPart } from '../templates/percent-encoding.js';
import { short } from '../templates/reference.js';
import { setMember } from '../values/own-property.js';
import { curlOptions, type CurlOption } from './curl-options.js';
import { identifier, inputName } from './secret-names.js';
import { shellWords, VARIABLE_END, VARIABLE_START } from './shell-words.js';
import type { SourceAuth, SourceInput, SourceOperation, SourceRequest } from './source-request.js';
import { splitUrl } from './url-parts.js';

/** Reads a pasted curl command. Throws SyntaxProblem with what is wrong with it. */
export function curlOperations(source: string): SourceOperation[] {
  const words = shellWords(source.trim().replace(/^\$\s+/, ''));
  if (!/^(?:.*[\\/])?curl(?:\.exe)?$/i.test(words[0] ?? ''))
    throw new SyntaxProblem(`begins with "${short(words[0] ?? '')}"; paste a command that begins with curl`);
  const command = new CurlCommand();
  for (const option of curlOptions(words.slice(1))) command.take(option);
  const request = command.toRequest();
  return [{ id: 'request', name: request.name, method: request.method, path: request.url, read: () => request }];
}

/** Options that only say how curl behaves on a terminal; they have no meaning here. */
const MEANINGLESS = new Set([
  'silent',
  'show-error',
  'verbose',
  'include',
  'location',
  'compressed',
  'fail',
  'fail-with-body',
  'globoff',
  'no-buffer',
  'progress-bar',
  'output',
  'write-out',
  'remote-name',
  'http1.0',
  'http1.1',
  'http2',
  'http2-prior-knowledge',
  'http3',
  'ipv4',
  'ipv6',
  'tlsv1',
  'tlsv1.2',
  'tlsv1.3',
  'no-progress-meter',
  'styled-output',
  'location-trusted',
  'dump-header',
  'trace',
  'trace-ascii',
  'stderr',
  'no-keepalive',
  'keepalive-time',
  'ssl-reqd',
  'path-as-is',
  'remote-header-name',
  'disable',
  'parallel',
]);

class CurlCommand {
  private url: string | undefined;
  private method: string | undefined;
  private readonly headers: KeyValue[] = [];
  private readonly data: string[] = [];
  private readonly inputs = new Map<string, SourceInput>();
  private readonly notes: string[] = [];
  private auth: SourceAuth | undefined;
  private asQuery = false;
  private isJson = false;
  private timeoutMs: number | undefined;
  private maxRetries: number | undefined;

  take({ name, value }: CurlOption): void {
    const header = HEADER_OPTIONS[name];
    if (header !== undefined) this.headers.push({ key: header, value });
    else if (MEANINGLESS.has(name)) return;
    else if (name.startsWith('data') || name === 'json') this.takeData(name, value);
    else this.takeOther(name, value);
  }

  private takeOther(name: string, value: string): void {
    switch (name) {
      case 'url':
        return this.takeUrl(value);
      case 'request':
        this.method = value.toUpperCase();
        return;
      case 'head':
        this.method ??= 'HEAD';
        return;
      case 'get':
        this.asQuery = true;
        return;
      case 'header':
        return this.takeHeader(value);
      case 'user':
        return this.takeUser(value);
      case 'oauth2-bearer':
        this.auth = { type: 'bearer', token: value };
        return;
      case 'max-time':
        this.timeoutMs = Math.min(60_000, Math.max(1_000, Math.round(Number(value) * 1_000) || 30_000));
        return;
      case 'retry':
        this.maxRetries = Math.min(5, Math.max(0, Math.trunc(Number(value)) || 0));
        return;
      case 'form':
      case 'form-string':
        throw new SyntaxProblem('sends multipart/form-data (-F), which connectors do not send; use -d or --data-urlencode');
      case 'upload-file':
        throw new SyntaxProblem('uploads a file (-T), which connectors do not do');
      default:
        this.notes.push(`The option ${name.length > 1 ? `--${short(name)}` : `-${name}`} was left out: connectors have nothing like it.`);
    }
  }

  private takeUrl(value: string): void {
    if (this.url !== undefined) throw new SyntaxProblem('has more than one URL; paste one request at a time');
    this.url = value;
  }

  private takeHeader(line: string): void {
    const colon = line.indexOf(':');
    if (colon > 0) this.headers.push({ key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
    else if (!line.endsWith(';')) throw new SyntaxProblem(`has the header "${short(line.split(':', 1)[0] ?? '')}" without a value`);
  }

  private takeUser(value: string): void {
    const colon = value.indexOf(':');
    this.auth =
      colon === -1
        ? { type: 'basic', username: value }
        : { type: 'basic', username: value.slice(0, colon), password: value.slice(colon + 1) };
  }

  private takeData(name: string, value: string): void {
    const isFile = value.startsWith('@') && name !== 'data-raw';
    if (isFile) throw new SyntaxProblem(`sends the file ${short(value)}, which is not here; paste its content instead`);
    if (name === 'json') {
      this.isJson = true;
      this.data.push(value);
    } else
      this.data.push(
        name === 'data-urlencode'
          ? urlencoded(value)
          : name === 'data-binary'
            ? value
            : value.replace(/^@/, name === 'data-raw' ? '@' : ''),
      );
  }

  toRequest(): SourceRequest {
    if (this.url === undefined) throw new SyntaxProblem('has no URL');
    const parts = splitUrl(/^https?:\/\//i.test(this.url) ? this.url : `https://${this.url.replace(/^\/+/, '')}`);
    const data = this.data.join(this.isJson ? '' : '&');
    const hasBody = this.data.length > 0 && !this.asQuery;
    const query = [...parts.query, ...(this.asQuery ? pairsOf(data) : [])];
    const body = hasBody ? this.toBody(data) : undefined;
    const url = this.fill(parts.url, 'input');
    const auth = this.auth ?? parts.auth;
    return {
      name: `${this.method ?? (hasBody ? 'POST' : 'GET')} ${parts.url.replace(/^https?:\/\//i, '')}`
        .replaceAll(VARIABLE_START, '')
        .replaceAll(VARIABLE_END, ''),
      method: this.method ?? (hasBody ? 'POST' : 'GET'),
      url,
      headers: this.headers.map(({ key, value }) => ({ key, value: this.fill(value, 'workspace') })),
      query: query.map(({ key, value }) => ({ key, value: this.fill(value, 'workspace') })),
      ...(body ? { body: { type: body.type, value: this.fillTree(body.value) } } : {}),
      ...(auth ? { auth: this.fillTree({ ...auth }) as unknown as SourceAuth } : {}),
      inputs: [...this.inputs.values()],
      notes: this.notes,
      ...(this.timeoutMs === undefined ? {} : { timeoutMs: this.timeoutMs }),
      ...(this.maxRetries === undefined ? {} : { maxRetries: this.maxRetries }),
    };
  }

  /** The body by its content type; what looks like JSON without one is taken for JSON. */
  private toBody(data: string): { type: BodyType; value: JsonValue } {
    const at = this.headers.findIndex(({ key }) => key.toLowerCase() === 'content-type');
    const contentType = at === -1 ? '' : ((this.headers[at]?.value ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '');
    const isJson =
      this.isJson || contentType.endsWith('/json') || contentType.endsWith('+json') || (contentType === '' && /^\s*[[{]/.test(data));
    const parsed = isJson ? parseJson(data) : undefined;
    if (parsed !== undefined) {
      if (contentType === 'application/json') this.headers.splice(at, 1);
      return { type: 'json', value: parsed };
    }
    if (contentType === '' || contentType === 'application/x-www-form-urlencoded') {
      if (at !== -1) this.headers.splice(at, 1);
      return { type: 'form', value: fieldsOf(pairsOf(data)) };
    }
    return { type: contentType.endsWith('xml') ? 'xml' : 'raw', value: data };
  }

  /** Puts placeholders where the command reads shell variables: secrets, or inputs where secrets cannot stand. */
  private fill(text: string, root: 'workspace' | 'input'): string {
    return text.replace(new RegExp(`${VARIABLE_START}(\\w+)${VARIABLE_END}`, 'g'), (_, variable: string) => {
      const name = root === 'input' ? inputName(variable) : identifier(variable);
      if (root === 'input') this.inputs.set(name, { name, schema: { type: 'string' }, required: true });
      return `{{${root}.${name}}}`;
    });
  }

  private fillTree(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.fill(value, 'workspace');
    if (Array.isArray(value)) return value.map((item) => this.fillTree(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.fillTree(member)]));
  }
}

const HEADER_OPTIONS: Readonly<Record<string, string>> = { 'user-agent': 'User-Agent', referer: 'Referer', cookie: 'Cookie' };

/** curl's --data-urlencode: `content`, `=content`, `name=content`. */
function urlencoded(value: string): string {
  const equals = value.indexOf('=');
  if (equals === -1) return encodeFormPart(value);
  return `${equals === 0 ? '' : `${value.slice(0, equals)}=`}${encodeFormPart(value.slice(equals + 1))}`;
}

function pairsOf(data: string): KeyValue[] {
  return [...new URLSearchParams(data)].map(([key, value]) => ({ key, value })).filter(({ key }) => key !== '');
}

function fieldsOf(pairs: readonly KeyValue[]): JsonValue {
  const fields: { [key: string]: JsonValue } = {};
  for (const { key, value } of pairs) {
    const before = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (Array.isArray(before)) before.push(value);
    else setMember(fields, key, before === undefined ? value : [before, value]);
  }
  return fields;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
