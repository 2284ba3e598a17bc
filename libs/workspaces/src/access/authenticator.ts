import { createHash } from 'node:crypto';
import { isUuid, PlatformError, type Principal, type Role, type Scope, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { hashApiKey } from '../api-keys/api-key-secret.js';
import type { Membership, WorkspaceStore } from '../workspaces/workspace.store.js';
import { followAccessChanges, type AccessChange } from './access-invalidation.js';
import { CachedLookup } from './cached-lookup.js';
import { FailureLimiter } from './failure-limiter.js';
import type { Identity } from './identity.js';
import { looksLikeJwt, type JwtVerifier } from './jwt-verifier.js';
import type { KeyUsage } from './key-usage.js';

/** Lower-case header names, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A safety net should a notification be lost; revocation itself arrives by NOTIFY. */
const KNOWN_TTL_MS = 5_000;
const UNKNOWN_TTL_MS = 2_000;
const MAX_TOKENS = 10_000;
const MAX_TOKEN_CHARS = 8_192;

type Known = { readonly identity: Identity; readonly usableUntilMs: number } | 'unknown';

export interface AuthenticatorParts {
  readonly database: Database;
  readonly workspaces: WorkspaceStore;
  readonly usage: KeyUsage;
  /** Absent: only API keys are accepted. */
  readonly jwt?: JwtVerifier;
  readonly now?: () => number;
}

/** Turns the `Authorization` header into a caller. Answers from memory while an entry is fresh; no read per call. */
export class Authenticator {
  private readonly identities: CachedLookup<Known>;
  private readonly memberships: CachedLookup<readonly Membership[]>;
  private readonly failures: FailureLimiter;
  private readonly now: () => number;
  private stopFollowing: (() => Promise<void>) | undefined;

  constructor(private readonly parts: AuthenticatorParts) {
    const now = parts.now ?? Date.now;
    this.now = now;
    this.failures = new FailureLimiter(now);
    this.identities = new CachedLookup({ maxEntries: MAX_TOKENS, now, ttlMs: (known) => (known === 'unknown' ? UNKNOWN_TTL_MS : Math.min(KNOWN_TTL_MS, known.usableUntilMs - now())) });
    this.memberships = new CachedLookup({ maxEntries: MAX_TOKENS, now, ttlMs: () => KNOWN_TTL_MS });
  }

  /** Starts following key and member changes of all replicas. */
  async start(): Promise<void> {
    this.stopFollowing = await followAccessChanges(this.parts.database, (change) => this.forget(change), () => this.forgetAll());
  }

  async stop(): Promise<void> {
    await this.stopFollowing?.();
    this.stopFollowing = undefined;
  }

  /** The caller in one workspace: the key's own, or the one of a person's memberships that `X-Workspace-Id` names. */
  async authenticate(headers: RequestHeaders, address: string): Promise<Principal> {
    const identity = await this.identify(headers, address);
    return this.principalOf(identity, headers['x-workspace-id']);
  }

  /** Who is calling, whatever the workspace. Throws `unauthenticated`, or `rate_limited` after too many wrong credentials. */
  async identify(headers: RequestHeaders, address: string): Promise<Identity> {
    const token = bearerToken(headers);
    const cacheKey = createHash('sha256').update(token, 'utf8').digest('base64');
    const known = this.identities.peek(cacheKey) ?? (await this.lookUp({ token, cacheKey, address }));
    if (known === 'unknown') throw unauthenticated('The API key or token is not valid. It may have been revoked or have expired.');
    if (known.identity.kind === 'api_key') this.parts.usage.note(known.identity.principal);
    return known.identity;
  }

  /** The same caller in a workspace picked by id; `not_found` when they have nothing to do with it. Platform admins act as owners anywhere. */
  async principalIn(identity: Identity, workspaceId: string): Promise<Principal> {
    if (!isUuid(workspaceId)) throw noSuchWorkspace();
    const id = workspaceId.toLowerCase() as WorkspaceId;
    if (identity.kind === 'api_key') {
      const { principal } = identity;
      if (principal.workspaceId === id) return principal;
      if (!principal.platformAdmin) throw noSuchWorkspace();
      const exists = await this.parts.database.inWorkspace(id, (tx) => this.parts.workspaces.find(tx, id));
      if (!exists) throw noSuchWorkspace();
      return { ...principal, workspaceId: id, role: 'owner' };
    }
    const membership = (await this.membershipsOf(identity.subject)).find((item) => item.id === id);
    if (!membership) throw noSuchWorkspace();
    return asPrincipal(identity.subject, membership);
  }

  /** Workspaces a person is a member of, newest first. */
  membershipsOf(subject: string): Promise<readonly Membership[]> {
    return this.memberships.get(subject, () => this.parts.database.withoutWorkspace((tx) => this.parts.workspaces.membershipsOf(tx, subject)));
  }

  /** Picks the workspace for routes that work inside one. In: the raw `X-Workspace-Id` header, if any. */
  async principalOf(identity: Identity, workspaceHeader: string | string[] | undefined): Promise<Principal> {
    const wanted = Array.isArray(workspaceHeader) ? workspaceHeader[0] : workspaceHeader;
    if (identity.kind === 'api_key') {
      if (wanted !== undefined && wanted.toLowerCase() !== identity.principal.workspaceId) throw noSuchWorkspace();
      return identity.principal;
    }
    if (wanted !== undefined) return this.principalIn(identity, wanted);
    const memberships = await this.membershipsOf(identity.subject);
    const only = memberships[0];
    if (!only) throw new PlatformError('forbidden', 'You are not a member of any workspace yet. Create one, or ask for an invitation.');
    if (memberships.length > 1) {
      const errors = [{ path: 'X-Workspace-Id', message: 'is needed, because you are a member of several workspaces' }];
      throw new PlatformError('input_invalid', 'X-Workspace-Id: say which of your workspaces you mean.', { errors });
    }
    return asPrincipal(identity.subject, only);
  }

  private async lookUp(query: { token: string; cacheKey: string; address: string }): Promise<Known> {
    const retryAfterMs = this.failures.waitMs(query.address);
    if (retryAfterMs > 0) throw new PlatformError('rate_limited', 'Too many wrong credentials from this address; slow down.', { retryAfterMs });
    const known = await this.identities.get(query.cacheKey, () => this.load(query.token));
    if (known === 'unknown') this.failures.failed(query.address);
    return known;
  }

  private async load(token: string): Promise<Known> {
    if (this.parts.jwt && looksLikeJwt(token)) {
      const verified = await this.parts.jwt.verified(token);
      if (!verified || verified.usableUntilMs <= this.now()) return 'unknown';
      const email = verified.email === undefined ? {} : { email: verified.email };
      return { identity: { kind: 'user', subject: verified.subject, ...email }, usableUntilMs: verified.usableUntilMs };
    }
    const principal = await this.findKey(token);
    return principal ? { identity: { kind: 'api_key', principal }, usableUntilMs: Number.POSITIVE_INFINITY } : 'unknown';
  }

  private async findKey(token: string): Promise<Principal | undefined> {
    interface Row { workspace_id: WorkspaceId; id: string; role: Role; scopes: Scope[] | null; platform_admin: boolean }
    const { rows } = await this.parts.database.withoutWorkspace((tx) => tx.query<Row>('select * from find_api_key($1)', [hashApiKey(token)]));
    const row = rows[0];
    if (!row) return undefined;
    const scopes = row.scopes === null ? {} : { scopes: row.scopes };
    return { kind: 'api_key', id: row.id, workspaceId: row.workspace_id, role: row.role, platformAdmin: row.platform_admin, ...scopes };
  }

  /** Drops what a change may have made untrue. Called for every replica's changes, this one's own included. */
  forget(change: AccessChange): void {
    this.identities.dropWhere((known) => known !== 'unknown' && known.identity.kind === 'api_key' && known.identity.principal.workspaceId === change.workspaceId);
    this.memberships.dropWhere((list, subject) => subject === change.subject || list.some((item) => item.id === change.workspaceId));
  }

  private forgetAll(): void {
    this.identities.clear();
    this.memberships.clear();
  }
}

function bearerToken(headers: RequestHeaders): string {
  const header = headers['authorization'];
  const token = typeof header === 'string' ? /^Bearer +(\S+) *$/i.exec(header)?.[1] : undefined;
  if (token === undefined) throw unauthenticated('Send an API key or a token in the header "Authorization: Bearer …".');
  if (token.length > MAX_TOKEN_CHARS) throw unauthenticated('The token is too long.');
  return token;
}

function asPrincipal(subject: string, membership: Membership): Principal {
  return { kind: 'user', id: subject, workspaceId: membership.id, role: membership.role, platformAdmin: false };
}

function unauthenticated(message: string): PlatformError {
  return new PlatformError('unauthenticated', message);
}

function noSuchWorkspace(): PlatformError {
  return new PlatformError('not_found', 'There is no such workspace.');
}
