import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

export interface ConnectorSecret {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly keyId: string;
}

/** The table `connector_secrets`: literal credentials of custom connectors, sealed, gone with their connector. */
export class ConnectorSecretStore {
  async insert(tx: Tx, owner: { workspaceId: WorkspaceId; connectorId: string }, secrets: readonly ConnectorSecret[]): Promise<void> {
    if (secrets.length === 0) return;
    await tx.query(
      `insert into connector_secrets (workspace_id, connector_id, id, sealed, key_id)
       select $1, $2, s.id, s.sealed, s.key_id from unnest($3::uuid[], $4::bytea[], $5::text[]) as s (id, sealed, key_id)`,
      [
        owner.workspaceId,
        owner.connectorId,
        secrets.map((s) => s.id),
        secrets.map((s) => Buffer.from(s.sealed)),
        secrets.map((s) => s.keyId),
      ],
    );
  }

  async byIds(tx: Tx, ids: readonly string[]): Promise<ConnectorSecret[]> {
    if (ids.length === 0) return [];
    const { rows } = await tx.query<{ id: string; sealed: Buffer; key_id: string }>(
      'select id, sealed, key_id from connector_secrets where id = any($1::uuid[])',
      [ids],
    );
    return rows.map((row) => ({ id: row.id, sealed: row.sealed, keyId: row.key_id }));
  }
}
