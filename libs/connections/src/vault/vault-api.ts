import { isJsonObject, isPlatformError, PlatformError, type JsonObject, type JsonValue, type OutboundHttp } from '@patchbay/kernel';
import type { SourceBreaker } from '../sources/source-breaker.js';

export interface VaultAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 1_048_576;

/** Vault's HTTP API as far as it is the same for all calls: headers, JSON, and what means "not now". */
export class VaultApi {
  constructor(
    private readonly http: OutboundHttp,
    private readonly breaker: SourceBreaker,
    private readonly address: { readonly address: string; readonly namespace?: string },
  ) {}

  /** Out: any answer that is about the call itself (2xx, 400, 403, 404). Throws `credential_source_unavailable` for all else. */
  call(method: 'GET' | 'POST', path: string, { token, body }: { token?: string | undefined; body?: JsonObject }): Promise<VaultAnswer> {
    return this.breaker.run(() => this.send(method, path, { token, body }));
  }

  private async send(method: string, path: string, { token, body }: { token: string | undefined; body: JsonObject | undefined }) {
    const { address, namespace } = this.address;
    const { status, body: bytes } = await this.http
      .send({
        method,
        url: `${address.replace(/\/+$/, '')}/v1/${path}`,
        headers: {
          accept: 'application/json',
          'x-vault-request': 'true',
          ...(token === undefined ? {} : { 'x-vault-token': token }),
          ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
      })
      .catch((error: unknown) => {
        if (isPlatformError(error) && error.code === 'cancelled') throw error;
        throw away('does not answer. Check that it runs and that VAULT_ADDR is right', undefined, error);
      });
    const unusable = whyUnusable(status);
    if (unusable !== undefined) throw away(unusable, status);
    const parsed = parse(bytes);
    if (!parsed) throw away('answered in no form of Vault’s. Check VAULT_ADDR', status);
    return { status, body: parsed };
  }
}

/** Statuses of https://developer.hashicorp.com/vault/api-docs#http-status-codes that no other request of ours can mend. */
function whyUnusable(status: number): string | undefined {
  if (status >= 300 && status < 400) return 'is a standby that sends us elsewhere. Point VAULT_ADDR to the active node';
  if (status === 503) return 'is sealed or in maintenance. Unseal it';
  if (status === 429) return 'asks to slow down';
  if (status === 412 || status >= 470) return `answered with status ${status}`;
  return undefined;
}

function away(what: string, status?: number, cause?: unknown): PlatformError {
  return new PlatformError(
    'credential_source_unavailable',
    `Vault ${what}.`,
    { retryAfterMs: 2_000, ...(status === undefined ? {} : { providerStatus: status }) },
    { cause },
  );
}

function parse(bytes: Uint8Array): JsonObject | undefined {
  if (bytes.byteLength === 0) return {};
  try {
    const json = JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue;
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
