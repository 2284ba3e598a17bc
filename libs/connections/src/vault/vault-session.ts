import { isJsonObject, PlatformError, type JsonValue } from '@patchbay/kernel';
import type { Logger } from '@patchbay/platform';
import type { VaultApi } from './vault-api.js';

export interface VaultLogin {
  readonly token?: string;
  readonly appRole?: { readonly roleId: string; readonly secretId: string };
}

interface Lease {
  readonly token: string;
  readonly renewable: boolean;
  /** Length in ms when it was given; infinite for a token that does not end. */
  readonly lengthMs: number;
  readonly endsAtMs: number;
}

/** Shorter than this a lease is not worth keeping. */
const LEAST_MS = 1_000;
const RETRY_MS = 10_000;

/**
 * Our being signed in at Vault. A lease is renewed when two thirds of it are over, by a timer, because a token nobody uses ends too; one that cannot be renewed any
 * further (its max TTL is reached) is replaced by a new login. Without token and AppRole calls go out bare, for a Vault agent that adds its own.
 */
export class VaultSession {
  private lease: Lease | undefined;
  private entering: Promise<Lease> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly api: VaultApi,
    private readonly login: VaultLogin,
    private readonly logger: Logger,
  ) {}

  /** A server that starts does not wait for Vault; the given token's lease is found out in the background. */
  start(): void {
    if (this.login.token !== undefined) void this.look(this.login.token).catch(() => this.plan(RETRY_MS));
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Throws `config_invalid` when Vault refuses the AppRole. */
  async token(): Promise<string | undefined> {
    if (!this.login.appRole) return this.login.token;
    const { lease } = this;
    if (lease && lease.endsAtMs - Date.now() > LEAST_MS) return lease.token;
    return (await this.enter()).token;
  }

  /**
   * A call with this token was answered 403: Vault says the same for a token that is over and for a path it does not open. Out: another token to try with, if the
   * first was over and there is another; undefined: the token is good, it is the path.
   */
  async another(refused: string | undefined): Promise<string | undefined> {
    if (refused === undefined) return undefined;
    if (this.lease && this.lease.token !== refused) return this.lease.token;
    const { status } = await this.api.call('GET', 'auth/token/lookup-self', { token: refused });
    if (status === 200) return undefined;
    // Somebody else, refused at the same time, has signed in meanwhile.
    if (this.lease && this.lease.token !== refused) return this.lease.token;
    if (this.login.appRole) return (await this.enter()).token;
    throw new PlatformError(
      'config_invalid',
      'Vault no longer accepts VAULT_TOKEN: it has ended or was revoked. Give the server a new one, or an AppRole.',
    );
  }

  private enter(): Promise<Lease> {
    this.entering ??= this.enterAnew().finally(() => (this.entering = undefined));
    return this.entering;
  }

  private async enterAnew(): Promise<Lease> {
    const { roleId, secretId } = this.login.appRole ?? { roleId: '', secretId: '' };
    const { status, body } = await this.api.call('POST', 'auth/approle/login', { body: { role_id: roleId, secret_id: secretId } });
    if (status !== 200) {
      throw new PlatformError(
        'config_invalid',
        `Vault refuses the AppRole (status ${status}). Check VAULT_ROLE_ID and VAULT_SECRET_ID, and that the secret id has not ended.`,
        { providerStatus: status },
      );
    }
    return this.keep(leaseOf(body['auth']));
  }

  /** Out of `lookup-self`: how long the given token lives. */
  private async look(token: string): Promise<void> {
    const { status, body } = await this.api.call('GET', 'auth/token/lookup-self', { token });
    if (status !== 200) {
      this.logger.warn({ status }, 'Vault does not accept VAULT_TOKEN');
      return;
    }
    const data = isJsonObject(body['data']) ? body['data'] : {};
    this.keep(leaseOf({ client_token: token, lease_duration: data['ttl'] ?? 0, renewable: data['renewable'] ?? false }));
  }

  private keep(lease: Lease): Lease {
    this.lease = lease;
    if (Number.isFinite(lease.lengthMs) && (lease.renewable || this.login.appRole)) this.plan((lease.lengthMs * 2) / 3);
    else if (Number.isFinite(lease.lengthMs))
      this.logger.warn({ endsAt: new Date(lease.endsAtMs) }, 'VAULT_TOKEN cannot be renewed and will end');
    return lease;
  }

  private plan(inMs: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.prolong(), Math.min(Math.max(inMs, LEAST_MS / 2), 2 ** 31 - 1));
    this.timer.unref();
  }

  private async prolong(): Promise<void> {
    try {
      if (!this.lease) return this.start();
      const renewed = this.lease.renewable && (await this.renewed(this.lease));
      if (renewed) return;
      if (this.login.appRole) await this.enter();
      else this.logger.warn({ endsAt: new Date(this.lease.endsAtMs) }, 'VAULT_TOKEN cannot be renewed any further and will end');
    } catch (error) {
      this.logger.warn({ err: error }, 'the lease at Vault could not be renewed; it is tried again');
      this.plan(Math.min(RETRY_MS, Math.max(LEAST_MS, ((this.lease?.endsAtMs ?? 0) - Date.now()) / 2)));
    }
  }

  /** False: it was refused, or gave so little that the max TTL must be near. */
  private async renewed(lease: Lease): Promise<boolean> {
    const { status, body } = await this.api.call('POST', 'auth/token/renew-self', { token: lease.token, body: {} });
    if (status !== 200) return false;
    const next = leaseOf(body['auth'], lease.token);
    if (this.login.appRole && next.lengthMs < lease.lengthMs / 2) return false;
    this.keep(next);
    return true;
  }
}

function leaseOf(auth: JsonValue | undefined, known = ''): Lease {
  const { client_token: token, lease_duration: seconds, renewable } = isJsonObject(auth) ? auth : {};
  const given = typeof token === 'string' && token !== '' ? token : known;
  if (given === '') throw new PlatformError('credential_source_unavailable', 'Vault answered a login without a token.');
  const lengthMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : Number.POSITIVE_INFINITY;
  return { token: given, renewable: renewable === true, lengthMs, endsAtMs: Date.now() + lengthMs };
}
