import {
  effectOfMethod,
  isSensitiveHeader,
  isSensitiveMember,
  isSensitiveParameter,
  mapSensitiveParameters,
  type Effect,
  type JsonValue,
  type ResolvedCredential,
} from '@patchbay/kernel';
import { compileField } from '../bodies/form-body.js';
import { compileBody, sendsBody, type CompiledBody } from '../bodies/request-body.js';
import type { AuthConfig, KeyValue, Method, RequestConfig } from '../definition/definition.js';
import { encodeUrlPart } from '../templates/percent-encoding.js';
import type { Scope } from '../templates/scope.js';
import { referencesOf, type Template } from '../templates/template.js';
import { compileUrl, type CompiledUrl } from '../templates/url-template.js';
import { memberPath } from '../templates/value-template.js';
import { compileAuth, type AuthPlan } from './auth-plan.js';
import { addQuery, type FilledRequest } from './filled-request.js';
import { headerNameProblem } from './header-rules.js';
import { compileHeaderValue, literalFitsHeader, type RenderOptional } from './optional-text.js';
import type { PartCompiler } from './part-compiler.js';

/** A request compiled once: filling it in is text concatenation. */
export interface RequestPlan {
  readonly method: Method;
  readonly effect: Effect;
  readonly fill: (scope: Scope, credential: ResolvedCredential) => FilledRequest;
  /** Whether the request depends on the connection's credential. */
  readonly usesCredential: boolean;
  /** Header and query parameter that carry the credential: never shown. */
  readonly authHeader?: string;
  readonly authQuery?: string;
  readonly literalSecrets: readonly string[];
  /** Whether the body is JSON text, which is shown as a value. */
  readonly sendsJson: boolean;
}

interface HeaderPlan {
  readonly name: string;
  readonly value: RenderOptional;
}

interface QueryPlan {
  readonly name: string;
  readonly values: (scope: Scope) => readonly string[];
}

/** Compiles the request of a step. Problems are collected below `path`; the plan is only good when there are none. */
export function compileRequest(
  config: RequestConfig,
  auth: { config: AuthConfig; path: string },
  at: { path: string; parts: PartCompiler },
): RequestPlan {
  const { path, parts } = at;
  const url = compileStepUrl(config.url, memberPath(path, 'url'), parts);
  const headers = compileHeaders(config.headers, memberPath(path, 'headers'), parts);
  const query = config.queryParams.map(({ key, value }, i): QueryPlan => {
    const place = `${memberPath(path, 'queryParams')}[${i}]`;
    if (key.includes('{{')) parts.problems.add(`${place}.key`, 'cannot hold a placeholder; only values can');
    return { name: encodeUrlPart(key), values: compileField(value, `${place}.value`, parts.template) };
  });
  const body = compileStepBody(config, memberPath(path, 'body'), parts);
  const authPlan = compileAuth(auth.config, auth.path, parts);
  checkOneOwner(headers, authPlan, { headersPath: memberPath(path, 'headers'), parts });
  const givesType = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  const contentType = body && !givesType ? body.contentType : undefined;
  return {
    method: config.method,
    effect: effectOfMethod(config.method),
    usesCredential: authPlan.usesCredential ?? false,
    ...(authPlan.header === undefined ? {} : { authHeader: authPlan.header }),
    ...(authPlan.queryName === undefined ? {} : { authQuery: authPlan.queryName }),
    literalSecrets: [
      ...(authPlan.literals ?? []),
      ...literals(config.headers, isSensitiveHeader),
      ...literals(config.queryParams, isSensitiveParameter),
      ...urlLiterals(config.url),
      ...bodyLiterals(config.body),
    ],
    sendsJson: body !== undefined && config.bodyType === 'json',
    fill: (scope, credential) => {
      const request: FilledRequest = { url: url.render(scope), headers: {} };
      const text = body?.render(scope);
      if (text !== undefined) request.body = text;
      if (contentType !== undefined && text !== undefined) request.headers['Content-Type'] = contentType;
      for (const { name, value } of headers) {
        const filled = value(scope);
        if (filled !== undefined) request.headers[name] = filled;
      }
      for (const { name, values } of query) for (const value of values(scope)) addQuery(request, name, encodeUrlPart(value));
      authPlan.apply(request, scope, credential);
      return request;
    },
  };
}

/** Values written out under a name that says they are secret. */
function literals(pairs: readonly KeyValue[], isSecret: (name: string) => boolean): string[] {
  return pairs.filter(({ key, value }) => isSecret(key) && !value.includes('{{')).map(({ value }) => value);
}

function urlLiterals(url: string): string[] {
  const found: string[] = [];
  mapSensitiveParameters(url, (value) => {
    found.push(decodedUrlPart(value));
    return value;
  });
  return found;
}

function bodyLiterals(body: JsonValue | undefined): string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, member]) =>
    typeof member !== 'string' ? bodyLiterals(member) : isSensitiveMember(name) && !member.includes('{{') ? [member] : [],
  );
}

/** As the provider reads it; text that is no encoding is taken as it is. */
function decodedUrlPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const NO_URL: CompiledUrl = { hasQuery: false, pathReferences: [], render: () => '' };

function compileStepUrl(source: string, place: string, parts: PartCompiler): CompiledUrl {
  const template: Template = parts.parseOnly(source, place);
  if (template.parts.length === 0) return NO_URL;
  const url = parts.problems.attempt(place, () => compileUrl(template, place), undefined as CompiledUrl | undefined);
  if (!url) return NO_URL;
  const inPath = new Set(url.pathReferences);
  parts.refer(url.pathReferences, place, false);
  parts.refer(
    referencesOf(template).filter((reference) => !inPath.has(reference)),
    place,
    true,
  );
  return url;
}

function compileHeaders(headers: readonly KeyValue[], path: string, parts: PartCompiler): HeaderPlan[] {
  const seen = new Set<string>();
  return headers.map(({ key, value }, i) => {
    const place = `${path}[${i}]`;
    const problem = headerNameProblem(key) ?? (seen.has(key.toLowerCase()) ? `"${key}" is given twice` : undefined);
    if (problem !== undefined) parts.problems.add(`${place}.key`, problem);
    seen.add(key.toLowerCase());
    const template = parts.template(value, `${place}.value`);
    if (!literalFitsHeader(template))
      parts.problems.add(`${place}.value`, 'holds a line break, a control character or a character that headers cannot carry');
    return { name: key, value: compileHeaderValue(template, `${place}.value`) };
  });
}

function compileStepBody(config: RequestConfig, place: string, parts: PartCompiler): CompiledBody | undefined {
  const { method, body, bodyType } = config;
  if (!sendsBody(method, body)) return undefined;
  return parts.problems.attempt(
    place,
    () => compileBody(bodyType, body, { place, parse: parts.template }),
    undefined as CompiledBody | undefined,
  );
}

function checkOneOwner(headers: readonly HeaderPlan[], auth: AuthPlan, at: { headersPath: string; parts: PartCompiler }): void {
  if (auth.header === undefined) return;
  headers.forEach(({ name }, i) => {
    if (name.toLowerCase() === auth.header)
      at.parts.problems.add(`${at.headersPath}[${i}].key`, `"${name}" is also set by auth; choose one`);
  });
}
