import type { Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { invalidInput, isJsonObject, type FieldProblem, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { isVaultPath } from '../vault/vault-path.js';
import type { ConnectionSecret, FieldValue } from './connection-secret.js';
import type { AuthType, ConnectionSource } from './connection.js';

/** What a user typed to connect, checked against the connector. */
export interface AuthInput {
  readonly auth: Auth;
  readonly authType: AuthType;
  readonly source: ConnectionSource;
  readonly secret: ConnectionSecret;
  /** Non-secret facts: what the connector asks, and non-secret fields. */
  readonly metadata: JsonObject;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
  /** The tokens are still to be fetched (client credentials). */
  readonly fetchTokens: boolean;
}

interface FieldRule {
  readonly optional?: boolean;
  readonly secret?: boolean;
}

const MAX_VALUE_BYTES = 65_536;

/** In: a connector's ways to connect and the body's `auth`. Throws `input_invalid` naming each wrong field as `auth.<name>`; a value is never repeated. */
export function readAuth(alternatives: readonly Auth[], given: JsonObject): AuthInput {
  const kinds = [...new Set(alternatives.map((auth) => auth.kind))].filter((kind) => kind !== 'none');
  const { type, ...members } = given;
  const fitting = alternatives.filter((auth) => auth.kind === type);
  if (fitting.length === 0)
    throw invalidInput([
      { path: 'auth.type', message: kinds.length === 0 ? 'the connector needs no connection' : `must be one of ${kinds.join(', ')}` },
    ]);
  let fewest: readonly FieldProblem[] | undefined;
  for (const auth of fitting) {
    const problems: FieldProblem[] = [];
    const input = readOne(auth, members, problems);
    if (problems.length === 0) return input;
    if (!fewest || problems.length < fewest.length) fewest = problems;
  }
  throw invalidInput(fewest ?? []);
}

function readOne(auth: Auth, members: JsonObject, problems: FieldProblem[]): AuthInput {
  const rules = rulesOf(auth);
  const asked = 'ask' in auth && auth.ask ? Object.keys(auth.ask.shape) : [];
  const fields: Record<string, FieldValue> = {};
  for (const name of Object.keys(members)) {
    if (
      !Object.hasOwn(rules, name) &&
      !asked.includes(name) &&
      !(auth.kind === 'oauth2' && ['expiresIn', 'metadata', 'scopes'].includes(name))
    ) {
      problems.push({ path: `auth.${name}`, message: 'is not a known field' });
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = members[name];
    if (value === undefined && rule.optional) continue;
    const read = readValue(value);
    if (typeof read === 'string' || 'vaultPath' in read) fields[name] = read;
    else problems.push({ path: `auth.${name}`, message: read.problem });
  }
  const shown = Object.entries(rules).filter(([name, rule]) => rule.secret === false && typeof fields[name] === 'string');
  const metadata: JsonObject = {
    ...Object.fromEntries(shown.map(([name]) => [name, fields[name] as string])),
    ...readAsked(auth, members, problems),
  };
  if (auth.kind === 'database' && typeof fields['dsn'] === 'string') checkDsn(auth.schemes, fields['dsn'], problems);
  if (auth.kind === 'oauth2') return readTokens(auth, { members, fields, metadata, problems });
  const inVault = Object.values(fields).some((value) => typeof value !== 'string');
  return {
    auth,
    authType: auth.kind as AuthType,
    source: inVault ? 'vault' : 'stored',
    secret: { kind: 'fields', fields },
    metadata,
    scopes: null,
    expiresAt: null,
    fetchTokens: false,
  };
}

function rulesOf(auth: Auth): Readonly<Record<string, FieldRule>> {
  switch (auth.kind) {
    case 'api_key':
      return { apiKey: {} };
    case 'bearer':
      return { token: {} };
    case 'basic':
      return { username: { secret: false }, password: {} };
    case 'custom':
      return auth.fields;
    case 'database':
      return { dsn: {} };
    case 'oauth1':
      return { consumerKey: {}, consumerSecret: {}, token: {}, tokenSecret: {} };
    case 'oauth2':
      return auth.grant === 'client_credentials'
        ? { clientId: { optional: true }, clientSecret: { optional: true } }
        : { accessToken: {}, refreshToken: { optional: true } };
    case 'none':
      return {};
  }
}

function readValue(value: JsonValue | undefined): FieldValue | { problem: string } {
  if (value === undefined || value === null) return { problem: 'is required' };
  if (isJsonObject(value)) {
    const { vaultPath, ...rest } = value;
    const good = typeof vaultPath === 'string' && Object.keys(rest).length === 0 && isVaultPath(vaultPath);
    return good ? { vaultPath } : { problem: 'must be a text, or { "vaultPath": "kv/data/billing#api_key" }' };
  }
  if (typeof value !== 'string') return { problem: 'must be a text' };
  const bytes = Buffer.byteLength(value);
  return bytes === 0 || bytes > MAX_VALUE_BYTES ? { problem: `must be 1 to ${MAX_VALUE_BYTES} bytes long` } : value;
}

/** The facts the connector asks for before connecting; defaults are filled in. */
function readAsked(auth: Auth, members: JsonObject, problems: FieldProblem[]): JsonObject {
  if (!('ask' in auth) || !auth.ask) return {};
  const given = Object.fromEntries(
    Object.keys(auth.ask.shape).flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])),
  );
  const parsed = auth.ask.safeParse(given);
  if (parsed.success) return parsed.data as JsonObject;
  for (const issue of parsed.error.issues) problems.push({ path: `auth.${issue.path.join('.')}`, message: issue.message });
  return {};
}

function checkDsn(schemes: readonly string[], dsn: string, problems: FieldProblem[]): void {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(dsn)?.[1]?.toLowerCase();
  if (scheme === undefined || !schemes.includes(scheme))
    problems.push({ path: 'auth.dsn', message: `must begin with ${schemes.map((each) => `${each}://`).join(' or ')}` });
}

interface TokenParts {
  readonly members: JsonObject;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly metadata: JsonObject;
  readonly problems: FieldProblem[];
}

/** Tokens that were made elsewhere and are brought along, or an account's own client credentials. */
function readTokens(auth: OAuth2Auth, { members, fields, metadata, problems }: TokenParts): AuthInput {
  const text = (name: string): string | undefined => {
    const value = fields[name];
    if (value !== undefined && typeof value !== 'string')
      problems.push({ path: `auth.${name}`, message: 'must be a text: tokens change and cannot be kept in Vault' });
    return typeof value === 'string' ? value : undefined;
  };
  const { expiresIn, scopes, metadata: facts } = members;
  if (expiresIn !== undefined && !(typeof expiresIn === 'number' && expiresIn > 0 && expiresIn < 1e9))
    problems.push({ path: 'auth.expiresIn', message: 'must be a number of seconds' });
  const named = Array.isArray(scopes) && scopes.length <= 200 && scopes.every((scope) => typeof scope === 'string');
  if (scopes !== undefined && !named) problems.push({ path: 'auth.scopes', message: 'must be a list of texts' });
  if (facts !== undefined && !isJsonObject(facts)) problems.push({ path: 'auth.metadata', message: 'must be an object' });
  const [refreshToken, clientId, clientSecret] = [text('refreshToken'), text('clientId'), text('clientSecret')];
  if ((clientId === undefined) !== (clientSecret === undefined))
    problems.push({ path: 'auth.clientSecret', message: 'is needed together with clientId' });
  return {
    auth,
    authType: 'oauth2',
    source: 'oauth2',
    secret: {
      kind: 'tokens',
      accessToken: text('accessToken') ?? '',
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
    },
    metadata: { ...(isJsonObject(facts) ? facts : {}), ...metadata },
    scopes: named ? (scopes as string[]) : null,
    expiresAt: typeof expiresIn === 'number' ? new Date(Date.now() + expiresIn * 1_000) : null,
    fetchTokens: auth.grant === 'client_credentials',
  };
}
