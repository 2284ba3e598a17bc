import { Injectable, Optional } from '@nestjs/common';
import { decodeCursor, invalidInput, newId, PlatformError, toPage, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache, Sealer, sqlState, type Tx } from '@patchbay/platform';
import { SecretReferences } from '../ports/secret-references.js';
import { checkSecret, isSecretName, SECRET_PURPOSE, type SecretMaterial, type WorkspaceSecret } from './workspace-secret.js';
import { WorkspaceSecretsStore } from './workspace-secrets.store.js';

const CHANNEL = 'workspace_secrets';
const FOREIGN_KEY_VIOLATION = '23503';

interface SecretName {
  readonly workspaceId: WorkspaceId;
  readonly name: string;
}

/**
 * What `{{workspace.name}}` stands for. Opened values stay in this process's memory for seconds, in bounded number, and are dropped in every
 * replica when a secret changes; nothing but `open` ever hands one out.
 */
@Injectable()
export class WorkspaceSecrets {
  private readonly opened = new LoadingCache<SecretMaterial>({
    maxEntries: 5_000,
    ttlMs: 30_000,
    missTtlMs: 5_000,
    maxMisses: 5_000,
    load: (key) => this.load(parseKey(key)),
  });
  private unlisten: (() => Promise<void>) | undefined;

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly store: WorkspaceSecretsStore,
    @Optional() private readonly references?: SecretReferences,
  ) {}

  /** Begins to follow changes made by other replicas. */
  async start(): Promise<void> {
    this.unlisten = await this.database.listen(
      CHANNEL,
      (key) => this.opened.invalidate(key),
      () => this.opened.clear(),
    );
  }

  async stop(): Promise<void> {
    await this.unlisten?.();
    this.unlisten = undefined;
    this.opened.clear();
  }

  /**
   * Stores or replaces a secret; it is used everywhere from the next call on. Throws `input_invalid` naming the field, `forbidden` for a Vault path that is
   * not the workspace's.
   */
  async put(secret: SecretName & SecretMaterial): Promise<WorkspaceSecret> {
    const written = await this.database
      .inWorkspace(secret.workspaceId, (tx) => this.putIn(tx, secret))
      .catch((error: unknown) => {
        throw sqlState(error) === FOREIGN_KEY_VIOLATION
          ? new PlatformError('not_found', 'There is no such workspace.', {}, { cause: error })
          : error;
      });
    this.opened.invalidate(cacheKey(secret));
    return written;
  }

  /** As `put`, inside a transaction of the workspace; replicas, this one too, use it once the commit is announced to them. */
  async putIn(tx: Tx, { workspaceId, name, ...material }: SecretName & SecretMaterial): Promise<WorkspaceSecret> {
    checkSecret(name, material);
    if ('vaultPath' in material) this.references?.check({ workspaceId, path: material.vaultPath });
    const id = newId();
    const stored = 'value' in material ? this.sealer.seal(material.value, { workspaceId, rowId: id, purpose: SECRET_PURPOSE }) : material;
    const written = await this.store.put(tx, { workspaceId, id, name, material: stored });
    await this.database.notify(tx, CHANNEL, cacheKey({ workspaceId, name }));
    return written;
  }

  /** Throws `not_found` when there is none of this name. */
  async delete({ workspaceId, name }: SecretName): Promise<void> {
    const key = cacheKey({ workspaceId, name });
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!isSecretName(name) || !(await this.store.delete(tx, name))) throw new PlatformError('not_found', 'There is no such credential.');
      await this.database.notify(tx, CHANNEL, key);
    });
    this.opened.invalidate(key);
  }

  /** Names and times by name; never a value. */
  async list(workspaceId: WorkspaceId, page: PageRequest): Promise<Page<WorkspaceSecret>> {
    const after = page.cursor === undefined ? undefined : nameAfter(page.cursor);
    const rows = await this.database.inWorkspace(workspaceId, (tx) => this.store.list(tx, { after, limit: page.limit + 1 }));
    return toPage(rows, page.limit, (secret) => [secret.name]);
  }

  /**
   * The secret's value, undefined when the workspace has none of this name. Throws `credential_unreadable` when the stored bytes do not open,
   * `config_invalid` for a Vault path on a server without Vault, and what Vault answers. How long a value of Vault's is used is Vault's client's to say.
   */
  async open({ workspaceId, name }: SecretName): Promise<string | undefined> {
    const material = isSecretName(name) ? await this.opened.get(cacheKey({ workspaceId, name })) : undefined;
    if (!material || 'value' in material) return material?.value;
    if (this.references) return this.references.read({ workspaceId, path: material.vaultPath });
    throw new PlatformError(
      'config_invalid',
      `The credential "${name}" is kept in Vault, but this server has none: VAULT_ADDR is not set.`,
    );
  }

  private async load({ workspaceId, name }: SecretName): Promise<SecretMaterial | undefined> {
    const stored = await this.database.inWorkspace(workspaceId, (tx) => this.store.material(tx, name));
    if (!stored) return undefined;
    if (stored.sealed) return { value: this.sealer.open(stored.sealed, { workspaceId, rowId: stored.id, purpose: SECRET_PURPOSE }) };
    return stored.vaultPath === null ? undefined : { vaultPath: stored.vaultPath };
  }
}

function nameAfter(cursor: string): string {
  const name = decodeCursor(cursor, 1)[0] ?? '';
  if (!isSecretName(name)) throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
  return name;
}

/** Ids are compared as Postgres prints them. Also the payload of the notification. */
function cacheKey({ workspaceId, name }: SecretName): string {
  return `${workspaceId.toLowerCase()}/${name}`;
}

function parseKey(key: string): SecretName {
  const slash = key.indexOf('/');
  return { workspaceId: key.slice(0, slash) as WorkspaceId, name: key.slice(slash + 1) };
}
