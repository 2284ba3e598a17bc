import { isJsonObject, PlatformError, type JsonObject } from '@patchbay/kernel';
import { LoadingCache, type PlatformConfig } from '@patchbay/platform';
import { SecretReferences, type SecretReference } from '../ports/secret-references.js';
import type { VaultAnswer, VaultApi } from './vault-api.js';
import { mayName, vaultPlaceOf } from './vault-path.js';
import type { VaultSession } from './vault-session.js';

/** Secrets out of KV v2, in memory for seconds. A value that cannot be read again is not used on: who seals a Vault wants it shut. */
export class VaultSecrets extends SecretReferences {
  private readonly documents: LoadingCache<JsonObject>;

  constructor(
    private readonly api: VaultApi,
    private readonly session: VaultSession,
    private readonly config: Pick<NonNullable<PlatformConfig['vault']>, 'paths' | 'cacheSeconds'>,
  ) {
    super();
    this.documents = new LoadingCache<JsonObject>({
      maxEntries: 2_000,
      ttlMs: config.cacheSeconds * 1_000,
      missTtlMs: 1_000,
      maxMisses: 1,
      load: (path) => this.load(path),
    });
  }

  override check({ workspaceId, path: text }: SecretReference): void {
    const { path } = vaultPlaceOf(text);
    if (mayName(path, workspaceId, this.config.paths)) return;
    throw new PlatformError(
      'forbidden',
      `The Vault path ${path} is not one of this workspace’s. The operator’s VAULT_PATHS says which are.`,
      { path },
    );
  }

  async read(reference: SecretReference): Promise<string> {
    this.check(reference);
    const { path, field } = vaultPlaceOf(reference.path);
    const document = (await this.documents.get(path)) ?? {};
    const value = field === undefined ? onlyValue(path, document) : document[field];
    if (value === undefined || value === null)
      throw new PlatformError('not_found', `The secret at the Vault path ${path} has no field "${field ?? ''}".`, { path });
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  private async load(path: string): Promise<JsonObject> {
    const token = await this.session.token();
    let answer = await this.api.call('GET', path, { token });
    if (answer.status === 403) {
      const other = await this.session.another(token);
      if (other !== undefined) answer = await this.api.call('GET', path, { token: other });
    }
    return documentOf(path, answer);
  }
}

/** KV v2 answers `data.data` and, for a version that was deleted, 404 with `data.metadata`. */
function documentOf(path: string, { status, body }: VaultAnswer): JsonObject {
  const data = isJsonObject(body['data']) ? body['data'] : {};
  if (status === 200 && isJsonObject(data['data']) && isJsonObject(data['metadata'])) return data['data'];
  const detail = { path, providerStatus: status };
  if (status === 403) {
    throw new PlatformError(
      'config_invalid',
      `Vault does not let this server read ${path}. Give the policy of its token or AppRole the capability "read" on this path.`,
      detail,
    );
  }
  if (status === 404 && isJsonObject(data['metadata'])) {
    const gone = data['metadata']['destroyed'] === true ? 'destroyed' : 'deleted';
    throw new PlatformError(
      'not_found',
      `The newest version at the Vault path ${path} is ${gone}. Write a new one, or undelete it.`,
      detail,
    );
  }
  if (status === 404 && !/^[^/]+(?:\/[^/]+)*\/data\//.test(path))
    throw new PlatformError(
      'not_found',
      `There is nothing at the Vault path ${path}. A KV v2 path has "data" after its mount: kv/data/billing.`,
      detail,
    );
  if (status === 404)
    throw new PlatformError('not_found', `There is nothing at the Vault path ${path}. Check the mount and the path.`, detail);
  if (status === 200)
    throw new PlatformError('config_invalid', `The Vault path ${path} is no KV v2 secret. Use a KV v2 mount: kv/data/billing.`, detail);
  throw new PlatformError('config_invalid', `Vault refuses to read ${path} (status ${status}).`, detail);
}

function onlyValue(path: string, document: JsonObject): JsonObject[string] | undefined {
  const [only, ...others] = Object.values(document);
  if (others.length === 0 && only !== undefined) return only;
  throw new PlatformError(
    'not_found',
    `The secret at the Vault path ${path} has ${others.length === 0 ? 'no' : 'several'} fields. Name one: ${path}#field.`,
    {
      path,
    },
  );
}
