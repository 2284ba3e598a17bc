import {
  isJsonObject,
  isSensitiveHeader,
  isSensitiveMember,
  isSensitiveParameter,
  type FieldProblem,
  type JsonObject,
  type JsonValue,
} from '@patchbay/kernel';
import type { AuthConfig, KeyValue } from '../definition/definition.js';
import { validateDefinition } from '../definition/validate-definition.js';
import { isSetByClient } from '../plan/header-rules.js';
import { SecretNames, serviceOf, type NeededSecret } from './secret-names.js';
import type { SourceAuth, SourceRequest } from './source-request.js';

/** A connector made from an imported request: to be looked at, completed and saved. */
export interface ImportedDraft {
  /** The operation of the source it was made from. */
  readonly operation: string;
  /** As `POST /connectors` takes it, without any credential of the source. */
  readonly definition: JsonObject;
  /** Secrets to store before it can run. */
  readonly secrets: readonly NeededSecret[];
  /** What could not be taken over, in words. */
  readonly notes: readonly string[];
  /** What keeps the definition from being saved as it is. */
  readonly problems: readonly FieldProblem[];
}

/** Makes a draft: credentials become `{{workspace.…}}` placeholders, inputs become the input schema. */
export function toDraft(operation: string, request: SourceRequest): ImportedDraft {
  const secrets = new SecretNames(serviceOf(request.url));
  const notes = [...request.notes];
  const auth = toAuth(request.auth, secrets);
  const headers = request.headers.flatMap((header) => toHeader(header, auth !== undefined, { secrets, notes }));
  const authOfHeaders = auth ?? authFrom(request.headers, secrets);
  const query = request.query.map(({ key, value }) => ({
    key,
    value: isSensitiveParameter(key) ? secrets.hide(value, key, `query parameter ${key}`) : secrets.noted(value, `query parameter ${key}`),
  }));
  if (/\/[\w-]{24,}(?:[/?#]|$)/.test(request.url))
    notes.push(
      'The URL has a long part that may be a credential. Workspace secrets cannot stand in a path; check whether it may be stored in the definition.',
    );
  const config = {
    method: request.method,
    url: request.url,
    ...(headers.length > 0 ? { headers } : {}),
    ...(query.length > 0 ? { queryParams: query } : {}),
    ...(request.body ? { body: hideMembers(request.body.value, secrets), bodyType: request.body.type } : {}),
    ...(authOfHeaders ? { auth: { ...authOfHeaders } } : {}),
  };
  const definition = JSON.parse(
    JSON.stringify({
      name: request.name.slice(0, 200).toWellFormed().trim() || 'Imported connector',
      ...(request.description ? { description: request.description.slice(0, 2_000).toWellFormed() } : {}),
      type: 'single-step',
      inputSchema: toInputSchema(request),
      config,
      ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
      ...(request.maxRetries === undefined ? {} : { maxRetries: request.maxRetries }),
    }),
  ) as JsonObject;
  return { operation, definition, secrets: secrets.needed, notes, problems: validateDefinition(definition, { maxSteps: 1 }) };
}

interface Taking {
  readonly secrets: SecretNames;
  readonly notes: string[];
}

/** A header as it goes into the draft; none for one that auth or the HTTP client sets. */
function toHeader({ key, value }: KeyValue, hasAuth: boolean, { secrets, notes }: Taking): KeyValue[] {
  const lower = key.toLowerCase();
  if (lower === 'authorization' && (hasAuth || schemeOf(value))) return [];
  if (lower === 'accept-encoding' || isSetByClient(key)) {
    notes.push(`The header ${key} was left out: the HTTP client sets it.`);
    return [];
  }
  return [{ key, value: isSensitiveHeader(key) ? secrets.hide(value, key, `header ${key}`) : secrets.noted(value, `header ${key}`) }];
}

function schemeOf(value: string): { scheme: 'bearer' | 'basic'; rest: string } | undefined {
  const [, scheme = '', rest = ''] = /^\s*(bearer|basic)\s+(.+?)\s*$/i.exec(value) ?? [];
  if (scheme === '') return undefined;
  return { scheme: scheme.toLowerCase() === 'bearer' ? 'bearer' : 'basic', rest };
}

function authFrom(headers: readonly KeyValue[], secrets: SecretNames): AuthConfig | undefined {
  const header = headers.find(({ key }) => key.toLowerCase() === 'authorization');
  const found = header && schemeOf(header.value);
  if (!found) return undefined;
  if (found.scheme === 'bearer') return toAuth({ type: 'bearer', token: found.rest }, secrets);
  const [username = '', ...password] = Buffer.from(found.rest, 'base64').toString('utf8').split(':');
  return toAuth({ type: 'basic', username, password: password.join(':') }, secrets);
}

function toAuth(auth: SourceAuth | undefined, secrets: SecretNames): AuthConfig | undefined {
  switch (auth?.type) {
    case 'bearer':
      return { type: 'bearer', token: secrets.hide(auth.token, 'token', 'bearer token') };
    case 'basic':
      return {
        type: 'basic',
        username: secrets.hide(auth.username, 'username', 'user name'),
        // Services that take a key as the user name leave the password empty.
        password: auth.password === '' ? '' : secrets.hide(auth.password, 'password', 'password'),
      };
    case 'api_key':
      return {
        type: 'api_key',
        in: auth.in,
        name: auth.name,
        value: secrets.hide(auth.value, auth.name, `API key in the ${auth.in === 'header' ? 'header' : 'query parameter'} ${auth.name}`),
      };
    case undefined:
      return undefined;
  }
}

function hideMembers(value: JsonValue, secrets: SecretNames): JsonValue {
  if (typeof value === 'string') return secrets.noted(value, 'body');
  if (Array.isArray(value)) return value.map((item) => hideMembers(item, secrets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isCredential = typeof member === 'string' && member !== '' && isSensitiveMember(name);
      return [name, isCredential ? secrets.hide(member, name, `body member ${name}`) : hideMembers(member, secrets)];
    }),
  );
}

function toInputSchema({ inputs }: SourceRequest): JsonObject {
  if (inputs.length === 0) return { type: 'object' };
  const required = inputs.filter((input) => input.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(inputs.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 ? { required } : {}),
  };
}
