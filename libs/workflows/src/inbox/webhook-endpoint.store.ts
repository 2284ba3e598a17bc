import { decodeIdCursor, toPage, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import type { SealedColumn, Tx } from '@patchbay/platform';
import type { SchemeOptions, SignatureSchemeName } from './signature-scheme.js';

export interface WebhookEndpointQuery extends PageRequest {
  readonly workflowId?: string | undefined;
}

export const ENDPOINT_SECRET_PURPOSE = 'webhook-endpoint';
export const WEBHOOK_ENDPOINTS_COLUMN: SealedColumn = { table: 'webhook_endpoints', column: 'sealed', purpose: ENDPOINT_SECRET_PURPOSE };

/** Where one sender delivers. Its secret is not among this. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly workflowId: string;
  readonly triggerId: string;
  readonly scheme: SignatureSchemeName;
  readonly options: SchemeOptions;
  readonly enabled: boolean;
  readonly createdAt: string;
}

export interface NewEndpoint {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly workflowId: string;
  readonly triggerId: string;
  readonly scheme: SignatureSchemeName;
  readonly options: SchemeOptions;
  readonly sealed: Buffer;
  readonly keyId: string;
  readonly createdBy: string;
}

/** What intake needs. */
export interface EndpointForIntake extends WebhookEndpoint {
  readonly workspaceId: WorkspaceId;
  readonly sealed: Buffer;
}

interface EndpointRow {
  readonly workspace_id: WorkspaceId;
  readonly id: string;
  readonly workflow_id: string;
  readonly trigger_id: string;
  readonly scheme: SignatureSchemeName;
  readonly options: SchemeOptions;
  readonly sealed: Buffer;
  readonly enabled: boolean;
  readonly created_at: Date;
}

/** A workspace has few: one per webhook trigger. */
const COLUMNS = 'workspace_id, id, workflow_id, trigger_id, scheme, options, sealed, enabled, created_at';

/** The table `webhook_endpoints`. */
export class WebhookEndpointStore {
  /** Fails with 23505 when the trigger has an endpoint already. */
  async save(tx: Tx, endpoint: NewEndpoint): Promise<WebhookEndpoint> {
    const { workspaceId, id, workflowId, triggerId, scheme, options, sealed, keyId, createdBy } = endpoint;
    const { rows } = await tx.query<EndpointRow>(
      `insert into webhook_endpoints (workspace_id, id, workflow_id, trigger_id, scheme, options, sealed, key_id, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
      [workspaceId, id, workflowId, triggerId, scheme, JSON.stringify(options), sealed, keyId, createdBy],
    );
    return toEndpoint(rows[0] as EndpointRow);
  }

  async list(tx: Tx, { workflowId, limit, cursor }: WebhookEndpointQuery): Promise<Page<WebhookEndpoint>> {
    const { rows } = await tx.query<EndpointRow>(
      `select ${COLUMNS} from webhook_endpoints where ($1::uuid is null or workflow_id = $1) and ($2::uuid is null or id > $2) order by id limit $3`,
      [workflowId ?? null, cursor === undefined ? null : decodeIdCursor(cursor), limit + 1],
    );
    return toPage(rows.map(toEndpoint), limit, ({ id }) => [id]);
  }

  async find(tx: Tx, id: string): Promise<WebhookEndpoint | undefined> {
    const { rows } = await tx.query<EndpointRow>(`select ${COLUMNS} from webhook_endpoints where id = $1`, [id]);
    return rows[0] && toEndpoint(rows[0]);
  }

  async setEnabled(tx: Tx, id: string, enabled: boolean): Promise<WebhookEndpoint | undefined> {
    const { rows } = await tx.query<EndpointRow>(
      `update webhook_endpoints set enabled = $2, updated_at = now() where id = $1 returning ${COLUMNS}`,
      [id, enabled],
    );
    return rows[0] && toEndpoint(rows[0]);
  }

  async replaceSecret(tx: Tx, id: string, secret: { sealed: Buffer; keyId: string }): Promise<boolean> {
    const { rowCount } = await tx.query('update webhook_endpoints set sealed = $2, key_id = $3, updated_at = now() where id = $1', [
      id,
      secret.sealed,
      secret.keyId,
    ]);
    return rowCount > 0;
  }

  async delete(tx: Tx, id: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete from webhook_endpoints where id = $1', [id]);
    return rowCount > 0;
  }

  /** As the system: the endpoint of an address, whosever it is. */
  async forIntake(tx: Tx, id: string): Promise<EndpointForIntake | undefined> {
    const { rows } = await tx.query<EndpointRow>(`select ${COLUMNS} from webhook_endpoints where id = $1`, [id]);
    return rows[0] && { ...toEndpoint(rows[0]), workspaceId: rows[0].workspace_id, sealed: rows[0].sealed };
  }
}

function toEndpoint(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    triggerId: row.trigger_id,
    scheme: row.scheme,
    options: row.options,
    enabled: row.enabled,
    createdAt: row.created_at.toISOString(),
  };
}
