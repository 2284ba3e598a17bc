import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { OpenApiReferences } from './openapi-references.js';
import type { SourceAuth } from './source-request.js';

export interface OpenApiAuth {
  readonly auth?: SourceAuth;
  /** More credentials that have to be sent together with the first. */
  readonly headers: readonly string[];
  readonly query: readonly string[];
  readonly notes: readonly string[];
}

/** How an operation authenticates: the first of its alternatives that a connector can do. */
export function openApiAuth(document: JsonObject, operation: JsonObject, references: OpenApiReferences): OpenApiAuth {
  const requirements = Array.isArray(operation['security']) ? operation['security'] : document['security'];
  const nothing: OpenApiAuth = { headers: [], query: [], notes: [] };
  if (!Array.isArray(requirements) || requirements.length === 0) return nothing;
  const components = isJsonObject(document['components']) ? document['components']['securitySchemes'] : document['securityDefinitions'];
  const readable = requirements
    .filter(isJsonObject)
    .map((requirement) =>
      Object.keys(requirement).map((name) => schemeOf(isJsonObject(components) ? components[name] : undefined, references)),
    );
  const found = readable.find((schemes) => schemes.length > 0 && schemes.every((scheme) => scheme !== undefined));
  if (!found)
    return readable.some((schemes) => schemes.length === 0)
      ? nothing
      : { ...nothing, notes: ['How the API authenticates is not supported and was left out; set auth by hand.'] };
  const [first, ...others] = found.filter((scheme) => scheme !== undefined);
  const keys = others.map(({ auth }) => auth).filter((auth) => auth.type === 'api_key');
  return {
    ...(first ? { auth: first.auth } : {}),
    headers: keys.filter((key) => key.in === 'header').map(({ name }) => name),
    query: keys.filter((key) => key.in === 'query').map(({ name }) => name),
    notes: found.flatMap((scheme) => scheme?.notes ?? []),
  };
}

interface Scheme {
  readonly auth: SourceAuth;
  readonly notes: readonly string[];
}

function schemeOf(value: JsonValue | undefined, references: OpenApiReferences): Scheme | undefined {
  const scheme = references.resolve(value);
  if (!scheme) return undefined;
  const { type } = scheme;
  const http = typeof scheme['scheme'] === 'string' ? scheme['scheme'].toLowerCase() : '';
  if (type === 'basic' || (type === 'http' && http === 'basic')) return { auth: { type: 'basic' }, notes: [] };
  if (type === 'http' && http === 'bearer') return { auth: { type: 'bearer' }, notes: [] };
  if (type === 'oauth2' || type === 'openIdConnect')
    return {
      auth: { type: 'bearer' },
      notes: ['The API authenticates with OAuth 2. Store an access token, or change auth to a connection.'],
    };
  const name = typeof scheme['name'] === 'string' ? scheme['name'] : '';
  if (type !== 'apiKey' || name === '' || (scheme['in'] !== 'header' && scheme['in'] !== 'query')) return undefined;
  return { auth: { type: 'api_key', in: scheme['in'], name }, notes: [] };
}
