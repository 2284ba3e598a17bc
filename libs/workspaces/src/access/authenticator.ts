import { isUuid, PlatformError, type Principal, type WorkspaceId } from '@patchbay/kernel';
import { LoadingCache, type Database } from '@patchbay/platform';
import { hashApiKey } from '../api-keys/api-key-secret.js';
import type { ApiKeyStore } from '../api-keys/api-key.store.js';
import type { Membership, WorkspaceStore } from '../workspaces/workspace.store.js';
import type { AccessChanges } from './access-changes.js';
import { FailureLimiter } from './failure-limiter.js';
import type { Identity } from './identity.js';
import { looksLikeJwt, type JwtVerifier, type VerifiedToken } from './jwt-verifier.js';
import type { KeyUsage } from './key-usage.js';

/** Lower-case header names, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The TTL is a safety net should a notification be lost; revocation itself arrives by NOTIFY. */
const BOUNDS = { maxEntries: 10_000, ttlMs: 5_000, maxMisses: 10_000, missTtlMs: 2_000 };
const MAX_TOKEN_CHARS = 8_192;

export interface AuthenticatorParts {
  readonly database: Database;
  readonly keys: ApiKeyStore;
  readonly workspaces: WorkspaceStore;
  readonly usage: KeyUsage;
  readonly changes: AccessChanges;
  /** Absent: only API keys are accepted. */
  readonly jwt?: JwtVerifier;
  readonly now?: () => number;
}

/** Turns the `Authorization` header into a caller. Answers from memory while an entry is fresh; no read per call. */
export class Authenticator {
  /** By hash, so that no key stays in memory. */
  private readonly keys: LoadingCache<Principal>;
  private readonly tokens: LoadingCache<VerifiedToken>;
  private readonly memberships: LoadingCache<readonly Membership[]>;
  private readonly failures: FailureLimiter;
  private readonly now: () => number;
  private stopFollowing: (() => Promise<void>) | undefined;

  constructor(private readonly parts: AuthenticatorParts) {
    const { database, keys, workspaces, jwt } = parts;
    this.now = parts.now ?? Date.now;
    this.failures = new FailureLimiter(this.now);
    this.keys = new LoadingCache({
      ...BOUNDS,
      load: (hash) => database.withoutWorkspace((tx) => keys.principalOf(tx, Buffer.from(hash, 'base64'))),
    });
    this.tokens = new LoadingCache({ ...BOUNDS, load: async (token) => jwt?.verified(token) });
    this.memberships = new LoadingCache({
      ...BOUNDS,
      load: async (subject): Promise<readonly Membership[]> => database.withoutWorkspace((tx) => workspaces.membershipsOf(tx, subject)),
    });
  }

  /** Starts following key and member changes of all replicas, this one's included. */
  async start(): Promise<void> {
    // Access changes are rare and reading again is cheap: forgetting everything cannot miss what a change touched.
    const forget = (): void => {
      this.keys.clear();
      this.memberships.clear();
    };
    this.stopFollowing = await this.parts.changes.follow(forget);
  }

  async stop(): Promise<void> {
    await this.stopFollowing?.();
    this.stopFollowing = undefined;
  }

  /** The caller in one workspace: the key's own, or the one of a person's memberships that `X-Workspace-Id` names. */
  async authenticate(headers: RequestHeaders, address: string): Promise<Principal> {
    return this.principalOf(await this.identify(headers, address), headers['x-workspace-id']);
  }

  /**
   * Who is calling, whatever the workspace. In: request headers and the address that asks. Throws `unauthenticated`, or `rate_limited` after
   * too many wrong credentials from one address.
   */
  async identify(headers: RequestHeaders, address: string): Promise<Identity> {
    const token = bearerToken(headers);
    if (this.parts.jwt && looksLikeJwt(token)) {
      const verified = this.tokens.peek(token) ?? (await this.lookUp(this.tokens, token, address));
      if (verified.usableUntilMs <= this.now()) throw wrongCredential();
      return { kind: 'user', subject: verified.subject, ...(verified.email === undefined ? {} : { email: verified.email }) };
    }
    const hash = hashApiKey(token).toString('base64');
    const principal = this.keys.peek(hash) ?? (await this.lookUp(this.keys, hash, address));
    this.parts.usage.note(principal);
    return { kind: 'api_key', principal };
  }

  /** The same caller in a workspace picked by id; `not_found` when they have nothing to do with it. Platform admins act as owners anywhere. */
  async principalIn(identity: Identity, workspaceId: string): Promise<Principal> {
    if (!isUuid(workspaceId)) throw noSuchWorkspace();
    const id = workspaceId.toLowerCase() as WorkspaceId;
    if (identity.kind === 'api_key') return this.keyIn(identity.principal, id);
    const isIt = (item: Membership): boolean => item.id === id;
    const membership = (await this.membershipsOf(identity.subject)).find(isIt) ?? (await this.membershipsNow(identity.subject)).find(isIt);
    if (!membership) throw noSuchWorkspace();
    return asPrincipal(identity.subject, membership);
  }

  /** Picks the workspace for routes that work inside one. In: the raw `X-Workspace-Id` header, if any. */
  async principalOf(identity: Identity, workspaceHeader: string | string[] | undefined): Promise<Principal> {
    const wanted = Array.isArray(workspaceHeader) ? workspaceHeader[0] : workspaceHeader;
    if (identity.kind === 'api_key') {
      if (wanted !== undefined && wanted.toLowerCase() !== identity.principal.workspaceId) throw noSuchWorkspace();
      return identity.principal;
    }
    return wanted === undefined ? this.onlyWorkspaceOf(identity.subject) : this.principalIn(identity, wanted);
  }

  private async keyIn(principal: Principal, id: WorkspaceId): Promise<Principal> {
    if (principal.workspaceId === id) return principal;
    if (!principal.platformAdmin) throw noSuchWorkspace();
    const exists = await this.parts.database.inWorkspace(id, (tx) => this.parts.workspaces.find(tx, id));
    if (!exists) throw noSuchWorkspace();
    return { ...principal, workspaceId: id, role: 'owner' };
  }

  private async onlyWorkspaceOf(subject: string): Promise<Principal> {
    const known = await this.membershipsOf(subject);
    const memberships = known.length > 0 ? known : await this.membershipsNow(subject);
    const only = memberships[0];
    if (!only) throw new PlatformError('forbidden', 'You are not a member of any workspace yet. Create one, or ask for an invitation.');
    if (memberships.length > 1) {
      const errors = [{ path: 'X-Workspace-Id', message: 'is needed, because you are a member of several workspaces' }];
      throw new PlatformError('input_invalid', 'X-Workspace-Id: say which of your workspaces you mean.', { errors });
    }
    return asPrincipal(subject, only);
  }

  private async membershipsOf(subject: string): Promise<readonly Membership[]> {
    return this.memberships.peek(subject) ?? (await this.memberships.get(subject)) ?? [];
  }

  /** A workspace made, or a membership granted, a moment ago: the word of it may still be on its way to this process. */
  private membershipsNow(subject: string): Promise<readonly Membership[]> {
    this.memberships.invalidate(subject);
    return this.membershipsOf(subject);
  }

  private async lookUp<Known extends object>(cache: LoadingCache<Known>, key: string, address: string): Promise<Known> {
    const retryAfterMs = this.failures.waitMs(address);
    if (retryAfterMs > 0)
      throw new PlatformError('rate_limited', 'Too many wrong credentials from this address; slow down.', { retryAfterMs });
    const known = await cache.get(key);
    if (known !== undefined) return known;
    this.failures.failed(address);
    throw wrongCredential();
  }
}

function bearerToken(headers: RequestHeaders): string {
  const header = headers['authorization'];
  const token = typeof header === 'string' ? /^Bearer +(\S+) *$/i.exec(header)?.[1] : undefined;
  if (token === undefined)
    throw new PlatformError('unauthenticated', 'Send an API key or a token in the header "Authorization: Bearer …".');
  if (token.length > MAX_TOKEN_CHARS) throw wrongCredential();
  return token;
}

function asPrincipal(subject: string, membership: Membership): Principal {
  return { kind: 'user', id: subject, workspaceId: membership.id, role: membership.role, platformAdmin: false };
}

function wrongCredential(): PlatformError {
  return new PlatformError('unauthenticated', 'The API key or token is not valid. It may have been revoked or have expired.');
}

function noSuchWorkspace(): PlatformError {
  return new PlatformError('not_found', 'There is no such workspace.');
}
