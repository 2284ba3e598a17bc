import { Injectable } from '@nestjs/common';
import { newId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { AccessChanges } from '../access/access-changes.js';
import { hashApiKey, newApiKey, shownPrefix } from '../api-keys/api-key-secret.js';
import { DEFAULT_WORKSPACE_ID } from './default-workspace.js';

/** Makes sure that somebody can get in: workspace `default` and a key that is its owner and platform admin. */
@Injectable()
export class BootstrapService {
  constructor(
    private readonly database: Database,
    private readonly changes: AccessChanges,
  ) {}

  /**
   * Run at every start; safe on many replicas at once. In: the operator's key, if one is configured: it works after this, also when it is
   * new. Out: the key to print when one was generated, which happens only when the workspace is made and no key is configured.
   */
  async ensure(operatorKey: string | undefined): Promise<{ generatedKey?: string }> {
    return this.database.inWorkspace(DEFAULT_WORKSPACE_ID, async (tx) => {
      const made = await tx.query(`insert into workspaces (id, name) values ($1, 'default') on conflict (id) do nothing`, [
        DEFAULT_WORKSPACE_ID,
      ]);
      if (operatorKey !== undefined) {
        await this.adopt(tx, operatorKey);
        return {};
      }
      if (made.rowCount === 0) return {};
      const generated = newApiKey();
      await this.insert(tx, { hash: generated.hash, prefix: generated.prefix });
      return { generatedKey: generated.key };
    });
  }

  /** A key that was revoked and is configured again works again: configuration is the operator's word. */
  private async adopt(tx: Tx, key: string): Promise<void> {
    const hash = hashApiKey(key);
    const { rowCount } = await tx.query(
      `update api_keys set revoked_at = null, role = 'owner', platform_admin = true, scopes = null where key_hash = $1`,
      [hash],
    );
    if (rowCount > 0) return;
    await this.insert(tx, { hash, prefix: shownPrefix(key) });
  }

  private async insert(tx: Tx, key: { hash: Buffer; prefix: string }): Promise<void> {
    const id = newId();
    await tx.query(
      `insert into api_keys (workspace_id, id, name, prefix, key_hash, role, scopes, platform_admin, created_by)
       values ($1, $2, 'bootstrap', $3, $4, 'owner', null, true, 'system:bootstrap') on conflict (key_hash) do nothing`,
      [DEFAULT_WORKSPACE_ID, id, key.prefix, key.hash],
    );
    await this.changes.record(tx, {
      workspaceId: DEFAULT_WORKSPACE_ID,
      type: 'api_key.created',
      subjectId: id,
      actor: 'system:bootstrap',
      data: { role: 'owner' },
    });
  }
}
