import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { SentRequest } from '../sent-request.js';
import { deref } from './spec-document.js';

/** What is wrong with a request's authentication, undefined when one of the declared alternatives is met. */
export function securityProblem(document: JsonObject, definition: JsonObject, request: SentRequest): string | undefined {
  const declared = definition['security'] ?? document['security'];
  const schemes = schemesOf(document);
  const alternatives = Array.isArray(declared)
    ? declared.filter(isJsonObject).map((alternative) => Object.keys(alternative))
    : Object.keys(schemes).map((name) => [name]);
  // An empty alternative allows anonymous calls; we always authenticate, so it is not taken as an excuse.
  const real = alternatives.filter((names) => names.length > 0);
  if (real.length === 0 || real.some((names) => names.every((name) => meets(schemes[name], request)))) return undefined;
  return `authentication fits none of: ${real.map((names) => names.join(' + ')).join(', ')}`;
}

function schemesOf(document: JsonObject): Record<string, JsonValue> {
  const components = document['components'];
  return isJsonObject(components) && isJsonObject(components['securitySchemes'])
    ? Object.fromEntries(Object.entries(components['securitySchemes']).map(([name, scheme]) => [name, deref(document, scheme) ?? null]))
    : {};
}

function meets(scheme: JsonValue | undefined, request: SentRequest): boolean {
  if (!isJsonObject(scheme)) return false;
  const authorization = request.headers['authorization'] ?? '';
  if (scheme['type'] === 'apiKey' && typeof scheme['name'] === 'string') {
    if (scheme['in'] === 'header') return Boolean(request.headers[scheme['name'].toLowerCase()]);
    return scheme['in'] === 'query' && Boolean(new URL(request.url).searchParams.get(scheme['name']));
  }
  if (scheme['type'] === 'http' && String(scheme['scheme']).toLowerCase() === 'basic') return isBasic(authorization);
  return /^Bearer \S+$/.test(authorization);
}

function isBasic(authorization: string): boolean {
  const match = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(authorization);
  return (
    match !== null &&
    Buffer.from(match[1] ?? '', 'base64')
      .toString()
      .includes(':')
  );
}
