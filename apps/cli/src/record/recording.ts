import type { HttpConnector } from '@patchbay/connector-sdk';
import { isJsonObject, secretsOf, type Credential, type JsonObject, type JsonValue, type OutboundResponse } from '@patchbay/kernel';
import { runOnce, type ActionCall, type Exchanged } from './live-action.js';
import { Scrubber } from './scrubber.js';

/** One entry of `replies/*.json`, as the contract suite reads it. */
export interface Recording {
  readonly action: string;
  readonly auth?: string;
  readonly input: JsonValue;
  readonly exchanges: readonly { readonly request: JsonObject; readonly response: JsonObject }[];
  readonly output: JsonValue;
}

/** Items of a list that are kept. */
const KEPT_ITEMS = 2;
/** Headers of answers that connectors read. */
const KEPT_HEADERS = /^(link|location|retry-after|x-total-count|x-wp-total(pages)?|x-message-id)$/;

/**
 * Makes a recording out of a live call: secrets and personal data are replaced, long lists are cut where the action gets along with less, and the result is
 * played back once: the output is what the action answers to the recording, not to the account.
 */
export async function recordingOf(
  call: ActionCall,
  live: { output: JsonValue; exchanges: readonly Exchanged[] },
): Promise<{ recording: Recording; replaced: number }> {
  const scrubber = new Scrubber(standIns(call));
  const said = live.exchanges.map((each) => exchangeOf(call, each));
  for (const { request, response } of said) {
    scrubber.learn(request);
    scrubber.learn(response);
  }
  scrubber.learn(call.input);
  const exchanges = said.map((each) => scrubber.clean(each as unknown as JsonValue)) as unknown as Recording['exchanges'];
  const input = scrubber.clean(call.input);
  const short = exchanges.map(({ request, response }) => ({
    request,
    response: { ...response, body: shortened(response['body'] ?? null) },
  }));
  const first = call.connector.auth[0];
  const auth = first !== undefined && first.kind !== call.credential.credential.type ? { auth: call.credential.credential.type } : {};
  const facts = { action: call.action, ...auth, input };
  for (const candidate of [short, exchanges]) {
    const output = await played({ ...call, input }, candidate).catch(() => undefined);
    if (output !== undefined) return { recording: { ...facts, exchanges: candidate, output }, replaced: scrubber.replaced };
  }
  return { recording: { ...facts, exchanges, output: scrubber.clean(live.output) }, replaced: scrubber.replaced };
}

/** What a connector's own secrets are called in recordings: the contract suite's made-up account. */
function standIns({ credential: { credential } }: ActionCall): Map<string, string> {
  const made = new Map<string, string>();
  for (const [name, value] of Object.entries(credential.type === 'custom' ? credential.fields : credential)) {
    if (name !== 'type' && typeof value === 'string' && value !== '') made.set(value, `SECRET${name}0123`);
  }
  for (const secret of secretsOf(credential)) if (!made.has(secret)) made.set(secret, 'SECRET0123');
  return made;
}

/** Requests are told without the headers of authentication, which the contract suite makes itself. */
function exchangeOf({ connector, baseUrl }: ActionCall, { request, response }: Exchanged): { request: JsonObject; response: JsonObject } {
  const url = new URL(request.url);
  // What stands before the vendor's own path is the sandbox's.
  const before = baseUrl === undefined ? '' : new URL(baseUrl).pathname.replace(/\/+$/, '');
  const query = Object.fromEntries([...new Set(url.searchParams.keys())].map((name) => [name, oneOrMany(url.searchParams.getAll(name))]));
  const host = hostIn(connector, url);
  const body = bodyOf(request.headers['content-type'] ?? '', request.body);
  return {
    request: {
      method: request.method,
      path: url.pathname.slice(before.length),
      ...(host === undefined ? {} : { host }),
      ...(Object.keys(query).length > 0 ? { query } : {}),
      ...(body === undefined ? {} : { body }),
    },
    response: { status: response.status, ...keptHeaders(response), ...answerBody(response) },
  };
}

/** Named only when it is one of the connector's further hosts. */
function hostIn(connector: HttpConnector, url: URL): string | undefined {
  const hosts = Object.values(connector.hosts ?? {}).flatMap((host) => (typeof host === 'string' ? new URL(host).host : []));
  return hosts.includes(url.host) ? url.host : undefined;
}

const oneOrMany = (values: readonly string[]): JsonValue => (values.length === 1 ? (values[0] ?? '') : [...values]);

function bodyOf(type: string, body: string | Uint8Array | undefined): JsonValue | undefined {
  if (body === undefined || body.length === 0) return undefined;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  if (/[/+]json\b/.test(type)) return JSON.parse(text) as JsonValue;
  if (!type.startsWith('application/x-www-form-urlencoded')) return text.replaceAll(/patchbay-[0-9a-f-]{36}/g, 'BOUNDARY');
  const form = new URLSearchParams(text);
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, oneOrMany(form.getAll(name))]));
}

function keptHeaders({ headers }: OutboundResponse): JsonObject {
  const kept = Object.entries(headers).filter(([name]) => KEPT_HEADERS.test(name));
  const type = headers['content-type'] ?? '';
  const all = /[/+]json\b/.test(type) || type === '' ? kept : [...kept, ['content-type', type] as const];
  return all.length === 0 ? {} : { headers: Object.fromEntries(all) };
}

function answerBody({ headers, body }: OutboundResponse): JsonObject {
  if (body.length === 0) return {};
  const text = Buffer.from(body).toString('utf8');
  return { body: /[/+]json\b/.test(headers['content-type'] ?? '') ? (JSON.parse(text) as JsonValue) : text };
}

function shortened(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.slice(0, KEPT_ITEMS).map(shortened);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)])) : value;
}

/** The action's answer to recorded exchanges. Rejects when it asks for more than was recorded. */
async function played(call: ActionCall, exchanges: Recording['exchanges']): Promise<JsonValue> {
  const left = [...exchanges];
  const { output } = await runOnce(
    { ...call, credential: { ...call.credential, credential: madeUp(call.credential.credential) } },
    (request) => {
      const response = left.shift()?.response;
      if (!response) return Promise.reject(new Error('The action asks for more than was recorded.'));
      const body = response['body'];
      const headers = {
        ...(typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
        ...(response['headers'] as Record<string, string> | undefined),
      };
      const bytes = body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      return Promise.resolve({ status: Number(response['status']), headers, body: Buffer.from(bytes), url: request.url });
    },
  );
  if (left.length > 0) throw new Error('The action asks for less than was recorded.');
  return output;
}

function madeUp(credential: Credential): Credential {
  const blank = Object.fromEntries(
    Object.entries(credential).map(([name, value]) => [name, name === 'type' || typeof value !== 'string' ? value : `SECRET${name}0123`]),
  );
  return blank as unknown as Credential;
}
