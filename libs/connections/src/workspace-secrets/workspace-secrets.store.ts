import { Injectable } from '@nestjs/common';
import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { WorkspaceSecret } from './workspace-secret.js';

/** A row to write: sealed bytes with the key's id, or a Vault path. */
export interface SecretRow {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly name: string;
  readonly material: { readonly sealed: Buffer; readonly keyId: string } | { readonly vaultPath: string };
}

export interface StoredMaterial {
  readonly id: string;
  readonly sealed: Buffer | null;
  readonly vaultPath: string | null;
}

const SHOWN = `name, case when sealed is null then 'vault' else 'value' end as source, vault_path as "vaultPath",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** The table `credentials`, within the transaction's workspace. */
@Injectable()
export class WorkspaceSecretsStore {
  /** A replaced secret gets the new row's id: the id is part of what the bytes were sealed for, so one statement is enough and nothing races. */
  async put(tx: Tx, row: SecretRow): Promise<WorkspaceSecret> {
    const { sealed, keyId, vaultPath } = { sealed: null, keyId: null, vaultPath: null, ...row.material };
    const { rows } = await tx.query<WorkspaceSecret>(
      `insert into credentials (workspace_id, id, name, sealed, key_id, vault_path) values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace_id, name) do update set id = excluded.id, sealed = excluded.sealed, key_id = excluded.key_id,
         vault_path = excluded.vault_path, updated_at = now()
       returning ${SHOWN}`,
      [row.workspaceId, row.id, row.name, sealed, keyId, vaultPath],
    );
    return rows[0] as WorkspaceSecret;
  }

  /** False when there was none of this name. */
  async delete(tx: Tx, name: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete from credentials where name = $1', [name]);
    return rowCount > 0;
  }

  /** By name, those after `after`. */
  async list(tx: Tx, page: { limit: number; after: string | undefined }): Promise<WorkspaceSecret[]> {
    const { rows } = await tx.query<WorkspaceSecret>(
      `select ${SHOWN} from credentials where $1::text is null or name collate "C" > $1 order by name collate "C" limit $2`,
      [page.after ?? null, page.limit],
    );
    return rows;
  }

  async material(tx: Tx, name: string): Promise<StoredMaterial | undefined> {
    const { rows } = await tx.query<StoredMaterial>('select id, sealed, vault_path as "vaultPath" from credentials where name = $1', [
      name,
    ]);
    return rows[0];
  }
}
