import { randomBytes } from 'node:crypto';
import { startProvider, type Provider } from '../provider/provider.js';
import type { ProviderAnswer } from '../provider/provider-answer.js';
import type { ReceivedRequest } from '../provider/received-request.js';

interface Version {
  readonly data: Record<string, unknown>;
  readonly createdAt: string;
  deletedAt: string;
  destroyed: boolean;
}

interface Token {
  readonly policies: readonly string[];
  readonly renewable: boolean;
  readonly ttlSeconds: number;
  readonly maxEndsAtMs: number;
  endsAtMs: number;
}

export interface VaultDoubleSettings {
  roleId: string;
  secretId: string;
  /** Lease of AppRole tokens. */
  ttlSeconds: number;
  maxTtlSeconds: number;
  renewable: boolean;
  /** Beginnings of paths that tokens of the AppRole may read. */
  readable: string[];
}

const ROOT = 'root';

/**
 * Vault's HTTP API on a real socket, as far as a reader of KV v2 meets it: AppRole login, `lookup-self`, `renew-self` up to the max TTL, versions with
 * deletion and destruction, and the answers of a sealed server (https://developer.hashicorp.com/vault/api-docs). The mount is `kv`.
 */
export class VaultDouble {
  readonly settings: VaultDoubleSettings;
  /** Every login and renewal that was granted, in order. */
  readonly granted: ('login' | 'renew')[] = [];
  private readonly tokens = new Map<string, Token>();
  private readonly secrets = new Map<string, Version[]>();
  private sealed = false;

  private constructor(
    readonly http: Provider,
    settings: Partial<VaultDoubleSettings>,
  ) {
    this.settings = {
      roleId: 'role-1',
      secretId: 'secret-id-1',
      ttlSeconds: 3_600,
      maxTtlSeconds: 86_400,
      renewable: true,
      readable: ['kv/data/'],
      ...settings,
    };
    http.otherwise((request) => this.answer(request));
  }

  static async start(settings: Partial<VaultDoubleSettings> = {}): Promise<VaultDouble> {
    return new VaultDouble(await startProvider(), settings);
  }

  get url(): string {
    return this.http.url;
  }

  /** A token like those made by hand. `ttlSeconds` absent: it does not end. */
  addToken(more: { ttlSeconds?: number; renewable?: boolean; policies?: string[] } = {}): string {
    const { ttlSeconds = 0, renewable = ttlSeconds > 0, policies = [ROOT] } = more;
    return this.issue({ ttlSeconds, renewable, policies, maxTtlSeconds: Number.POSITIVE_INFINITY });
  }

  /** Writes the next version; `path` as the API names it: `kv/data/billing`. */
  put(path: string, data: Record<string, unknown>): void {
    const versions = this.secrets.get(path) ?? [];
    versions.push({ data, createdAt: new Date().toISOString(), deletedAt: '', destroyed: false });
    this.secrets.set(path, versions);
  }

  /** Marks the newest version as deleted, or destroys it. */
  remove(path: string, { destroy = false } = {}): void {
    const newest = this.secrets.get(path)?.at(-1);
    if (!newest) throw new Error(`nothing at ${path}`);
    if (destroy) newest.destroyed = true;
    else newest.deletedAt = new Date().toISOString();
  }

  seal(sealed = true): void {
    this.sealed = sealed;
  }

  revokeTokens(): void {
    this.tokens.clear();
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private answer(request: ReceivedRequest): ProviderAnswer {
    if (this.sealed) return failure(503, 'Vault is sealed');
    const { method, path } = request;
    if (path === '/v1/auth/approle/login')
      return method === 'POST' || method === 'PUT' ? this.login(request) : failure(405, 'unsupported operation');
    const header = request.headers['x-vault-token'];
    if (header === undefined) return failure(403, 'missing client token');
    const token = this.tokens.get(String(header));
    if (!token || token.endsAtMs <= Date.now()) return denied('permission denied', 'invalid token');
    if (path === '/v1/auth/token/lookup-self') return this.lookup(String(header), token);
    if (path === '/v1/auth/token/renew-self') return this.renew(String(header), token);
    return this.read(path.replace(/^\/v1\//, ''), token, request);
  }

  private login(request: ReceivedRequest): ProviderAnswer {
    const { role_id: roleId, secret_id: secretId } = (request.json() ?? {}) as Record<string, unknown>;
    if (roleId !== this.settings.roleId || secretId !== this.settings.secretId) return failure(400, 'invalid role or secret ID');
    const { ttlSeconds, maxTtlSeconds, renewable } = this.settings;
    const token = this.issue({ ttlSeconds, maxTtlSeconds, renewable, policies: ['default', 'app'] });
    this.granted.push('login');
    return envelope({ auth: this.auth(token) });
  }

  private lookup(id: string, { policies, renewable, endsAtMs }: Token): ProviderAnswer {
    const ttl = Number.isFinite(endsAtMs) ? Math.max(0, Math.floor((endsAtMs - Date.now()) / 1_000)) : 0;
    const expires = Number.isFinite(endsAtMs) ? new Date(endsAtMs).toISOString() : null;
    return envelope({ data: { id, policies, renewable, ttl, expire_time: expires, type: 'service' } });
  }

  private renew(id: string, token: Token): ProviderAnswer {
    if (!token.renewable) return failure(400, 'lease is not renewable');
    token.endsAtMs = Math.min(Date.now() + token.ttlSeconds * 1_000, token.maxEndsAtMs);
    this.granted.push('renew');
    return envelope({ auth: this.auth(id) });
  }

  private read(path: string, { policies }: Token, request: ReceivedRequest): ProviderAnswer {
    const readable = policies.includes(ROOT) || this.settings.readable.some((beginning) => path.startsWith(beginning));
    if (!readable) return denied('permission denied');
    if (!path.startsWith('kv/')) return failure(404, `no handler for route "${path}". route entry not found.`);
    if (!path.startsWith('kv/data/'))
      return { ...envelope({ warnings: ['Invalid path for a versioned K/V secrets engine.'] }), status: 404 };
    const versions = this.secrets.get(path) ?? [];
    const number = Number(request.query.get('version') ?? 0) || versions.length;
    const version = versions[number - 1];
    if (!version) return { status: 404, body: { errors: [] } };
    const metadata = {
      created_time: version.createdAt,
      custom_metadata: null,
      deletion_time: version.deletedAt,
      destroyed: version.destroyed,
      version: number,
    };
    if (version.destroyed || version.deletedAt !== '') return { ...envelope({ data: { data: null, metadata } }), status: 404 };
    return envelope({ data: { data: version.data, metadata } });
  }

  private issue(ask: { ttlSeconds: number; maxTtlSeconds: number; renewable: boolean; policies: readonly string[] }): string {
    const id = `hvs.${randomBytes(24).toString('base64url')}`;
    const { ttlSeconds, maxTtlSeconds, renewable, policies } = ask;
    const now = Date.now();
    const endsAtMs = ttlSeconds === 0 ? Number.POSITIVE_INFINITY : now + ttlSeconds * 1_000;
    this.tokens.set(id, { policies, renewable, ttlSeconds, endsAtMs, maxEndsAtMs: now + maxTtlSeconds * 1_000 });
    return id;
  }

  private auth(id: string): object {
    const token = this.tokens.get(id);
    const leftMs = (token?.endsAtMs ?? 0) - Date.now();
    return {
      client_token: id,
      accessor: 'accessor',
      policies: token?.policies,
      token_policies: token?.policies,
      metadata: {},
      lease_duration: Math.round(leftMs / 1_000),
      renewable: token?.renewable,
      token_type: 'service',
    };
  }
}

export function startVaultDouble(settings: Partial<VaultDoubleSettings> = {}): Promise<VaultDouble> {
  return VaultDouble.start(settings);
}

function envelope(parts: { data?: object; auth?: object; warnings?: string[] }): ProviderAnswer {
  const { data = null, auth = null, warnings = null } = parts;
  return {
    status: 200,
    body: { request_id: 'r', lease_id: '', renewable: false, lease_duration: 0, data, wrap_info: null, warnings, auth },
  };
}

const failure = (status: number, error: string): ProviderAnswer => ({ status, body: { errors: [error] } });

const denied = (...reasons: string[]): ProviderAnswer =>
  failure(
    403,
    `${reasons.length} error${reasons.length === 1 ? '' : 's'} occurred:\n${reasons.map((reason) => `\t* ${reason}\n`).join('')}\n`,
  );
