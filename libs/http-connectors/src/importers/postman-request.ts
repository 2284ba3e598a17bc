import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { readJsonText } from '../bodies/json-body.js';
import { problemOf } from '../values/syntax-problem.js';
import type { KeyValue } from '../definition/definition.js';
import { inputName } from './secret-names.js';
import type { PostmanVariables } from './postman-variables.js';
import { rawUrl, textOf } from './postman-values.js';
import type { SourceAuth, SourceRequest } from './source-request.js';
import { splitUrl } from './url-parts.js';

export interface PostmanPlace {
  readonly name: string;
  /** Of the nearest folder, for a request without its own. */
  readonly auth: JsonValue | undefined;
  readonly variables: PostmanVariables;
  readonly hasScripts: boolean;
}

/** One request of a collection. */
export function postmanRequest(request: JsonObject, place: PostmanPlace): SourceRequest {
  const { variables } = place;
  const notes = place.hasScripts ? ['The scripts of this request were left out: connectors run no scripts.'] : [];
  const { url, query, auth: urlAuth } = readUrl(request['url'], variables);
  const headers = readPairs(request['header'], variables);
  const body = readBody(request['body'], { variables, notes, headers });
  const givesType = body !== undefined && (body.type === 'json' || body.type === 'form');
  const auth = readAuth(isJsonObject(request['auth']) ? request['auth'] : place.auth, variables, notes) ?? urlAuth;
  const description = isJsonObject(request['description']) ? textOf(request['description']['content']) : textOf(request['description']);
  return {
    name: place.name,
    ...(description === '' ? {} : { description }),
    method: (textOf(request['method']) || 'GET').toUpperCase(),
    url,
    query,
    headers: headers.filter(({ key }) => !(givesType && key.toLowerCase() === 'content-type')),
    ...(body ? { body } : {}),
    ...(auth ? { auth } : {}),
    inputs: [...variables.inputs.values()],
    notes,
  };
}

function readUrl(
  source: JsonValue | undefined,
  variables: PostmanVariables,
): { url: string; query: readonly KeyValue[]; auth?: SourceAuth } {
  const parts = splitUrl(variables.known(rawUrl(source)));
  const listed = isJsonObject(source) && Array.isArray(source['query']) ? readPairs(source['query'], variables) : undefined;
  // `:id` in the path is Postman's way to write a path variable.
  const withPath = parts.url.replace(/\/:([A-Za-z_][\w-]*)/g, (_, name: string) => {
    const id = inputName(name);
    variables.inputs.set(id, { name: id, schema: { type: 'string' }, required: true });
    return `/{{input.${id}}}`;
  });
  const url = fillOthers(withPath, variables);
  return {
    url: /^(?:https?:\/\/|\{\{)/i.test(url) ? url : `https://${url}`,
    query: listed ?? parts.query.map(({ key, value }) => ({ key, value: variables.fill(value) })),
    ...(parts.auth ? { auth: parts.auth } : {}),
  };
}

/** Fills the remaining variables without touching placeholders that are ours already. */
function fillOthers(text: string, variables: PostmanVariables): string {
  return text
    .split(/(\{\{input\.\w+\}\})/)
    .map((part) => (part.startsWith('{{input.') ? part : variables.fill(part)))
    .join('');
}

/** Postman's lists of headers, parameters and fields, disabled ones left out. */
function readPairs(list: JsonValue | undefined, variables: PostmanVariables): KeyValue[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((pair) => {
    if (!isJsonObject(pair) || pair['disabled'] === true) return [];
    const key = variables.known(textOf(pair['key'])).trim();
    return key === '' ? [] : [{ key, value: variables.fill(textOf(pair['value'])) }];
  });
}

interface Reading {
  readonly variables: PostmanVariables;
  readonly notes: string[];
  readonly headers: readonly KeyValue[];
}

function readBody(body: JsonValue | undefined, at: Reading): SourceRequest['body'] {
  if (!isJsonObject(body) || body['disabled'] === true) return undefined;
  switch (body['mode']) {
    case 'raw':
      return readRaw(body, at);
    case 'urlencoded':
      return { type: 'form', value: Object.fromEntries(readPairs(body['urlencoded'], at.variables).map(({ key, value }) => [key, value])) };
    case 'graphql': {
      const graphql = isJsonObject(body['graphql']) ? body['graphql'] : {};
      const given = textOf(graphql['variables']);
      return {
        type: 'json',
        value: {
          query: at.variables.fill(textOf(graphql['query'])),
          ...(given.trim() === '' ? {} : { variables: at.variables.fillTree(jsonOf(given) ?? given) }),
        },
      };
    }
    case 'formdata':
      at.notes.push('The body is multipart/form-data, which connectors do not send. It was left out.');
      return undefined;
    case 'file':
      at.notes.push('The body is a file, which is not in the collection. It was left out.');
      return undefined;
    default:
      return undefined;
  }
}

function readRaw(body: JsonObject, { variables, headers }: Reading): SourceRequest['body'] {
  const raw = textOf(body['raw']);
  if (raw.trim() === '') return undefined;
  const options = isJsonObject(body['options']) && isJsonObject(body['options']['raw']) ? textOf(body['options']['raw']['language']) : '';
  const contentType = headers.find(({ key }) => key.toLowerCase() === 'content-type')?.value.toLowerCase() ?? '';
  const parsed = jsonOf(raw);
  if (options === 'json' || contentType.includes('json') || (contentType === '' && parsed !== undefined && typeof parsed === 'object')) {
    return { type: 'json', value: parsed === undefined ? readJsonTemplate(variables.fill(raw)) : variables.fillTree(parsed) };
  }
  return { type: options === 'xml' || contentType.includes('xml') ? 'xml' : 'raw', value: variables.fill(raw) };
}

/** Text that is JSON only once its variables are filled in; what is not even that stays text, and the draft says so. */
function readJsonTemplate(text: string): JsonValue {
  let value: JsonValue = text;
  problemOf(() => {
    value = readJsonText(text);
  });
  return value;
}

function readAuth(auth: JsonValue | undefined, variables: PostmanVariables, notes: string[]): SourceAuth | undefined {
  if (!isJsonObject(auth)) return undefined;
  const type = textOf(auth['type']);
  const part = (name: string): string | undefined => authMember(auth[type], name, variables);
  const value = <Name extends string>(name: Name, text: string | undefined): { [key in Name]?: string } =>
    (text === undefined ? {} : { [name]: text }) as { [key in Name]?: string };
  switch (type) {
    case 'bearer':
      return { type: 'bearer', ...value('token', part('token')) };
    case 'basic':
      return { type: 'basic', ...value('username', part('username')), ...value('password', part('password')) };
    case 'apikey':
      return {
        type: 'api_key',
        in: part('in') === 'query' ? 'query' : 'header',
        name: part('key') ?? 'X-API-Key',
        ...value('value', part('value')),
      };
    case 'oauth2':
      notes.push('The request authenticates with OAuth 2. Store an access token, or change auth to a connection.');
      return { type: 'bearer' };
    case '':
    case 'noauth':
      return undefined;
    default:
      notes.push(`The authentication "${type.slice(0, 40)}" is not supported and was left out.`);
      return undefined;
  }
}

/** v2.1 lists `{ key, value }`, v2.0 has an object. */
function authMember(members: JsonValue | undefined, name: string, variables: PostmanVariables): string | undefined {
  const found = Array.isArray(members) ? members.find((member) => isJsonObject(member) && member['key'] === name) : undefined;
  const value = isJsonObject(found) ? found['value'] : isJsonObject(members) ? members[name] : undefined;
  return typeof value === 'string' && value !== '' ? variables.fill(value, true) : undefined;
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
