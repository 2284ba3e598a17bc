import { PlatformError, type Credential, type ResolvedCredential } from '@patchbay/kernel';
import type { AuthConfig, ConnectionAuth } from '../definition/definition.js';
import { encodeUrlPart } from '../templates/percent-encoding.js';
import { templateInvalid, type Scope } from '../templates/scope.js';
import { memberPath } from '../templates/value-template.js';
import { addQuery, type FilledRequest } from './filled-request.js';
import { headerNameProblem, isHeaderValue } from './header-rules.js';
import { compileHeaderValue, compileOptional, type RenderOptional } from './optional-text.js';
import type { PartCompiler } from './part-compiler.js';

export interface AuthPlan {
  /** Lower-case name of the header it sets, if it sets one that is known beforehand. */
  readonly header?: string;
  /** Percent-encoded name of the query parameter it sets. */
  readonly queryName?: string;
  /** Credentials written out in the definition: to be hidden wherever they turn up. */
  readonly literals?: readonly string[];
  /** Whether `apply` reads the connection's credential, which a repeat may find refreshed. */
  readonly usesCredential?: boolean;
  readonly apply: (request: FilledRequest, scope: Scope, credential: ResolvedCredential) => void;
}

const NOTHING: AuthPlan = { apply: () => undefined };

/** Compiles how a request authenticates. Problems are collected below `path`. */
export function compileAuth(auth: AuthConfig, path: string, parts: PartCompiler): AuthPlan {
  switch (auth.type) {
    case 'none':
      return NOTHING;
    case 'bearer':
      return {
        ...bearer(headerValue(auth.token, memberPath(path, 'token'), parts), memberPath(path, 'token')),
        literals: literal(auth.token),
      };
    case 'basic':
      return { ...basic(auth, path, parts), literals: literalBasic(auth) };
    case 'api_key':
      return { ...apiKey(auth, path, parts), literals: literal(auth.value) };
    case 'connection':
      return connection(auth, path, parts);
  }
}

function literal(value: string): readonly string[] {
  return value.includes('{{') ? [] : [value];
}

/** Services that take a key as the user name leave the password empty. */
function literalBasic({ username, password }: { username: string; password: string }): readonly string[] {
  const secret = literal(password === '' ? username : password);
  return secret.length > 0 && !username.includes('{{') ? [...secret, Buffer.from(`${username}:${password}`).toString('base64')] : secret;
}

function headerValue(source: string, place: string, parts: PartCompiler): RenderOptional {
  return compileHeaderValue(parts.template(source, place), place);
}

function given(value: string | undefined, place: string): string {
  if (value === undefined || value === '') throw templateInvalid(place, 'is empty when filled in; authentication needs a value');
  return value;
}

function bearer(token: RenderOptional, place: string): AuthPlan {
  return {
    header: 'authorization',
    apply: (request, scope) => {
      request.headers['Authorization'] = `Bearer ${given(token(scope), place)}`;
    },
  };
}

function basic(auth: { username: string; password: string }, path: string, parts: PartCompiler): AuthPlan {
  const userPlace = memberPath(path, 'username');
  const passwordPlace = memberPath(path, 'password');
  const username = compileOptional(parts.template(auth.username, userPlace), userPlace);
  const password = compileOptional(parts.template(auth.password, passwordPlace), passwordPlace);
  return {
    header: 'authorization',
    apply: (request, scope) => {
      const user = username(scope) ?? '';
      // RFC 7617 §2: a colon would end the user name.
      if (user.includes(':')) throw templateInvalid(userPlace, 'must not hold a colon');
      request.headers['Authorization'] = basicHeader(user, password(scope) ?? '');
    },
  };
}

function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function apiKey(auth: { in: 'header' | 'query'; name: string; value: string }, path: string, parts: PartCompiler): AuthPlan {
  const place = memberPath(path, 'value');
  if (auth.in === 'query') {
    const name = encodeUrlPart(auth.name);
    const value = compileOptional(parts.template(auth.value, place), place);
    return { queryName: name, apply: (request, scope) => addQuery(request, name, encodeUrlPart(given(value(scope), place))) };
  }
  checkHeaderName(auth.name, memberPath(path, 'name'), parts);
  const value = headerValue(auth.value, place, parts);
  return {
    header: auth.name.toLowerCase(),
    apply: (request, scope) => {
      request.headers[auth.name] = given(value(scope), place);
    },
  };
}

function connection(auth: ConnectionAuth, path: string, parts: PartCompiler): AuthPlan {
  const { name = 'Authorization', prefix = '' } = auth;
  if (auth.in === 'query' && auth.name === undefined)
    parts.problems.add(memberPath(path, 'name'), 'is required: the name of the query parameter');
  if (auth.in === 'header') checkHeaderName(name, memberPath(path, 'name'), parts);
  if (!isHeaderValue(prefix)) parts.problems.add(memberPath(path, 'prefix'), 'holds a character that headers cannot carry');
  return {
    ...(auth.in === 'header' ? { header: name.toLowerCase() } : { queryName: encodeUrlPart(name) }),
    usesCredential: true,
    apply: (request, _scope, { credential }) => {
      const value = secretOf(credential, prefix, auth.name !== undefined);
      if (auth.in === 'query') addQuery(request, encodeUrlPart(name), encodeUrlPart(value));
      else if (isHeaderValue(value)) request.headers[name] = value;
      else
        throw new PlatformError(
          'account_reauth',
          "The connection's credential holds characters that a header cannot carry. Store it again.",
        );
    },
  };
}

/** What goes into the header or parameter. With a name of its own the bare token is sent, as services with special headers expect it. */
function secretOf(credential: Credential, prefix: string, named: boolean): string {
  const scheme = named ? prefix : prefix || 'Bearer ';
  switch (credential.type) {
    case 'bearer':
      return scheme + credential.token;
    case 'oauth2':
      return scheme + credential.accessToken;
    case 'api_key':
      return prefix + credential.apiKey;
    case 'basic':
      return basicHeader(credential.username, credential.password);
    case 'none':
      throw new PlatformError(
        'connection_required',
        'This connector authenticates with a connection and the call has none. Connect an account, or name a connection.',
      );
    default:
      throw new PlatformError(
        'connection_required',
        `A connection of type "${credential.type}" cannot authenticate an HTTP connector. Use a bearer, OAuth2, API key or basic connection.`,
      );
  }
}

function checkHeaderName(name: string, place: string, parts: PartCompiler): void {
  const problem = headerNameProblem(name);
  if (problem !== undefined) parts.problems.add(place, problem);
}
