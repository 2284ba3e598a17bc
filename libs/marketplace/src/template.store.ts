import { PlatformError, type WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { TemplateStatus, TemplateText } from './template.js';
import { TEMPLATE_COLUMNS, TEMPLATE_TABLES, type TemplateRow } from './template-row.js';

export interface NewTemplate extends TemplateText {
  readonly id: string;
  readonly author: string;
  /** Absent: an official template. */
  readonly publisher?: { readonly workspaceId: WorkspaceId; readonly connectorId: string | null };
}

/** A template that comes with the platform. `shippedVersion` grows with every change of its file. */
export interface ShippedTemplate extends TemplateText {
  readonly id: string;
  readonly key: string;
  readonly shippedVersion: number;
}

export const OFFICIAL_AUTHOR = 'Patchbay';

const textValues = (text: TemplateText): unknown[] => [
  text.name,
  text.description,
  text.category,
  text.icon,
  JSON.stringify(text.definition),
  JSON.stringify(text.credentials),
];

/**
 * The table `connector_templates`. Row security: a workspace's transaction sees what is published and its own, and writes its own; one without
 * a workspace sees and writes all.
 */
export class TemplateStore {
  async insert(tx: Tx, template: NewTemplate): Promise<void> {
    await tx.query(
      `insert into connector_templates (name, description, category, icon, definition, credentials, id, author, publisher_id, source_connector_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...textValues(template),
        template.id,
        template.author,
        template.publisher?.workspaceId ?? null,
        template.publisher?.connectorId ?? null,
      ],
    );
  }

  /** A removed template is none. */
  async get(tx: Tx, id: string, lock?: 'for update'): Promise<TemplateRow | undefined> {
    const { rows } = await tx.query<TemplateRow>(
      `select ${TEMPLATE_COLUMNS} from ${TEMPLATE_TABLES} where t.id = $1 and t.status <> 'removed' ${lock ? 'for update of t' : ''}`,
      [id],
    );
    return rows[0];
  }

  /** Writes the next version. False when there is no such template that this transaction may write. */
  async update(tx: Tx, id: string, text: TemplateText): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update connector_templates set name = $1, description = $2, category = $3, icon = $4, definition = $5, credentials = $6,
         version = version + 1, updated_at = now()
       where id = $7 and status <> 'removed'`,
      [...textValues(text), id],
    );
    return rowCount > 0;
  }

  async feature(tx: Tx, id: string, featured: boolean): Promise<boolean> {
    return (
      (
        await tx.query(`update connector_templates set featured = $2, updated_at = now() where id = $1 and status <> 'removed'`, [
          id,
          featured,
        ])
      ).rowCount > 0
    );
  }

  async moderate(tx: Tx, id: string, change: { status: TemplateStatus; note: string | null }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update connector_templates set status = $2, moderation_note = $3, updated_at = now() where id = $1 and status <> 'removed'`,
      [id, change.status, change.note],
    );
    return rowCount > 0;
  }

  /** A shipped one keeps its row, so that the next start does not bring it back. */
  async remove(tx: Tx, id: string): Promise<boolean> {
    const kept = await tx.query(
      `update connector_templates set status = 'removed', updated_at = now() where id = $1 and key is not null and status <> 'removed'`,
      [id],
    );
    if (kept.rowCount > 0) return true;
    return (await tx.query('delete from connector_templates where id = $1 and key is null', [id])).rowCount > 0;
  }

  /** The template a workspace made of this connector, whatever its status. */
  async publishedFrom(tx: Tx, publisher: { workspaceId: WorkspaceId; connectorId: string }): Promise<string | undefined> {
    const { rows } = await tx.query<{ id: string }>(
      'select id from connector_templates where publisher_id = $1 and source_connector_id = $2 for update',
      [publisher.workspaceId, publisher.connectorId],
    );
    return rows[0]?.id;
  }

  /** Brings a shipped template in, or up to its newest text. One that was edited or removed by an administrator keeps their word. */
  async ship(tx: Tx, template: ShippedTemplate): Promise<void> {
    await tx.query(
      `insert into connector_templates as t (name, description, category, icon, definition, credentials, id, key, shipped_version, author)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (key) do update set name = $1, description = $2, category = $3, icon = $4, definition = $5, credentials = $6, shipped_version = $9,
         version = t.version + 1, updated_at = now()
       where t.shipped_version < $9 and t.shipped_version > 0 and t.status <> 'removed'`,
      [...textValues(template), template.id, template.key, template.shippedVersion, OFFICIAL_AUTHOR],
    );
  }

  /** Key → revision of the newest release that was brought in. Edited ones (0) count as new and are left alone by `ship`. */
  async shippedRevisions(tx: Tx): Promise<Map<string, number>> {
    const { rows } = await tx.query<{ key: string; shipped_version: number }>(
      'select key, shipped_version from connector_templates where key is not null',
    );
    return new Map(rows.map((row) => [row.key, row.shipped_version]));
  }

  /** From now on releases leave this template alone. */
  async detachFromReleases(tx: Tx, id: string): Promise<void> {
    await tx.query('update connector_templates set shipped_version = 0 where id = $1', [id]);
  }

  async author(tx: Tx, workspaceId: WorkspaceId): Promise<string> {
    const { rows } = await tx.query<{ name: string }>('select name from workspaces where id = $1', [workspaceId]);
    if (!rows[0]) throw new PlatformError('not_found', 'There is no such workspace.');
    return rows[0].name;
  }
}
