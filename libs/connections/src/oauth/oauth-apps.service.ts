import { Inject, Injectable } from '@nestjs/common';
import { newId, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { Database, PLATFORM_CONFIG, Sealer, type OauthClient, type PlatformConfig, type SealedColumn, type Tx } from '@patchbay/platform';
import { ConnectionEventsStore } from '../connection/connection-events.store.js';

const PURPOSE = 'oauth_app';

export const OAUTH_APPS_COLUMN: SealedColumn = { table: 'oauth_apps', column: 'sealed', keyIdColumn: 'key_id', purpose: PURPOSE };

/** What may be told of an OAuth app: never its secret. */
export interface OauthApp {
  readonly connector: string;
  readonly clientId: string;
  /** `workspace`: the workspace's own app. `environment`: the operator's, for all workspaces. */
  readonly source: 'workspace' | 'environment';
  readonly updatedAt: Date | null;
}

interface AppRow {
  readonly id: string;
  readonly connector_key: string;
  readonly client_id: string;
  readonly sealed: Buffer;
  readonly updated_at: Date;
}

const COLUMNS = 'id, connector_key, client_id, sealed, updated_at';

/** Our registrations at providers: a workspace's own app, else the operator's from PATCHBAY_OAUTH_<CONNECTOR>_CLIENT_ID and _CLIENT_SECRET. */
@Injectable()
export class OauthApps {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly events: ConnectionEventsStore,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'oauthClient'>,
  ) {}

  /** The app new sign-ins use; undefined: there is none. */
  async current(workspaceId: WorkspaceId, connector: string): Promise<OauthClient | undefined> {
    return (await this.own(workspaceId, connector)) ?? this.config.oauthClient(connector);
  }

  /** The app with this client id. Refresh tokens work with the app they were given to and no other. */
  async withClientId(workspaceId: WorkspaceId, connector: string, clientId: string): Promise<OauthClient | undefined> {
    const apps = [this.config.oauthClient(connector), await this.own(workspaceId, connector)];
    return apps.find((app) => app?.clientId === clientId);
  }

  /** The workspace's own apps by connector, and the operator's where it has none of its own. */
  async list(workspaceId: WorkspaceId, connectors: readonly string[]): Promise<OauthApp[]> {
    const { rows } = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<AppRow>(`select ${COLUMNS} from oauth_apps order by connector_key`),
    );
    const own = rows.map((row) => ({
      connector: row.connector_key,
      clientId: row.client_id,
      source: 'workspace' as const,
      updatedAt: row.updated_at,
    }));
    const shared = connectors
      .filter((connector) => !own.some((app) => app.connector === connector))
      .flatMap((connector) => {
        const app = this.config.oauthClient(connector);
        return app ? [{ connector, clientId: app.clientId, source: 'environment' as const, updatedAt: null }] : [];
      });
    return [...own, ...shared];
  }

  async save(ask: {
    workspaceId: WorkspaceId;
    connector: string;
    clientId: string;
    clientSecret: string;
    actor: string;
  }): Promise<OauthApp> {
    const { workspaceId, connector, clientId, clientSecret } = ask;
    const id = newId();
    const { sealed, keyId } = this.sealer.seal(clientSecret, { workspaceId, rowId: id, purpose: PURPOSE });
    const updatedAt = await this.database.inWorkspace(workspaceId, async (tx) => {
      // A replaced secret gets a new row id: the id is part of what the bytes were sealed for.
      const { rows } = await tx.query<{ updated_at: Date }>(
        `insert into oauth_apps (workspace_id, id, connector_key, client_id, sealed, key_id) values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, connector_key) do update set id = excluded.id, client_id = excluded.client_id, sealed = excluded.sealed,
           key_id = excluded.key_id, updated_at = now() returning updated_at`,
        [workspaceId, id, connector, clientId, sealed, keyId],
      );
      await this.record(tx, { type: 'oauthApp.saved', ...ask, id });
      return rows[0]?.updated_at ?? null;
    });
    return { connector, clientId, source: 'workspace', updatedAt };
  }

  /** Throws `not_found`. */
  async delete(ask: { workspaceId: WorkspaceId; connector: string; actor: string }): Promise<void> {
    await this.database.inWorkspace(ask.workspaceId, async (tx) => {
      const { rows } = await tx.query<{ id: string }>('delete from oauth_apps where connector_key = $1 returning id', [ask.connector]);
      if (!rows[0]) throw new PlatformError('not_found', `The workspace has no OAuth app of its own for ${ask.connector}.`);
      await this.record(tx, { type: 'oauthApp.deleted', ...ask, id: rows[0].id });
    });
  }

  private async own(workspaceId: WorkspaceId, connector: string): Promise<OauthClient | undefined> {
    const { rows } = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<AppRow>(`select ${COLUMNS} from oauth_apps where connector_key = $1`, [connector]),
    );
    const row = rows[0];
    return row && { clientId: row.client_id, clientSecret: this.sealer.open(row.sealed, { workspaceId, rowId: row.id, purpose: PURPOSE }) };
  }

  private record(
    tx: Tx,
    event: { type: 'oauthApp.saved' | 'oauthApp.deleted'; workspaceId: WorkspaceId; id: string; connector: string; actor: string },
  ): Promise<void> {
    const { type, workspaceId, id, actor, connector } = event;
    return this.events.add(tx, { type, workspaceId, id, actor, data: { connector } });
  }
}
