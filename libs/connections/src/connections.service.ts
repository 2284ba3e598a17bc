import { Injectable } from '@nestjs/common';
import { decodeIdCursor, invalidInput, toPage, type JsonObject, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectionEventsStore } from './connection/connection-events.store.js';
import { ConnectionStore } from './connection/connection.store.js';
import { ConnectionWriter, notFound } from './connection/connection-writer.js';
import { missingScopes } from './connection/scopes.js';
import type { Connection, ConnectionPlace } from './connection/connection.js';
import { ConnectorDirectory, type ConnectableConnector } from './ports/connector-directory.js';
import { TypedCredentials } from './typed-credentials.service.js';

/** A connection as it is shown. */
export interface ShownConnection extends Connection {
  /** Scopes that some action needs and the provider did not grant. */
  readonly missingScopes: readonly string[];
}

export interface ConnectionDraft {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
  readonly connector: string;
  readonly name?: string | undefined;
  readonly auth: JsonObject;
  readonly isDefault?: boolean | undefined;
  /** False: saved without the probe. */
  readonly test?: boolean | undefined;
  /** Who operates the server may take connections from Nango that no workspace has claimed. */
  readonly platformAdmin?: boolean | undefined;
}

export interface ConnectionPatch {
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly isDefault?: boolean | undefined;
  readonly auth?: JsonObject | undefined;
  readonly test?: boolean | undefined;
}

/** Reading the same connection again and again is one act of the audit, for this long. */
const READ_EVENT_MS = 5 * 60_000;
const MAX_REMEMBERED_READS = 10_000;

/** The workspace's accounts at services: what can be seen and changed of them. Secrets go in and never come out. */
@Injectable()
export class ConnectionsService {
  private readonly reads = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly store: ConnectionStore,
    private readonly writer: ConnectionWriter,
    private readonly events: ConnectionEventsStore,
    private readonly directory: ConnectorDirectory,
    private readonly typed: TypedCredentials,
  ) {}

  /** Throws `not_found` (connector), `input_invalid`, `conflict`, `provider_rejected` (the test failed). */
  async create(draft: ConnectionDraft): Promise<ShownConnection> {
    const { workspaceId, actor } = draft;
    const connector = await this.connector(workspaceId, draft.connector);
    const { credential, finish } = await this.typed.read({ ...draft, connector });
    const created = await this.writer.create({
      ...credential,
      workspaceId,
      actor,
      connector: connector.key,
      name: draft.name ?? connector.title,
      exactName: draft.name !== undefined,
      isDefault: draft.isDefault,
    });
    await finish(created);
    return this.shown(await this.fresh(created));
  }

  /** Throws `not_found`, `input_invalid`, `conflict`, `provider_rejected`. */
  async patch(place: ConnectionPlace, patch: ConnectionPatch, actor: string): Promise<ShownConnection> {
    const { auth, test, ...facts } = patch;
    let connection = await this.fresh(place);
    if (auth !== undefined) {
      const connector = await this.connector(place.workspaceId, connection.connector);
      const { credential, finish } = await this.typed.read({ workspaceId: place.workspaceId, actor, connector, auth, test });
      connection = await this.writer.replaceCredential(connection, credential, actor);
      await finish(connection);
    }
    if (Object.values(facts).some((value) => value !== undefined)) connection = await this.writer.change(connection, facts, actor);
    return this.shown(await this.fresh(connection));
  }

  /** Throws `not_found`. The reading itself is an event of the audit. */
  async read(place: ConnectionPlace, actor: string): Promise<ShownConnection> {
    const connection = await this.fresh(place);
    await this.rememberRead(connection, actor);
    return this.shown(connection);
  }

  /** Throws `not_found`. */
  get(place: ConnectionPlace): Promise<Connection> {
    return this.fresh(place);
  }

  async list(workspaceId: WorkspaceId, filter: PageRequest & { connector?: string | undefined }): Promise<Page<ShownConnection>> {
    const after = filter.cursor === undefined ? undefined : decodeIdCursor(filter.cursor);
    const rows = await this.database.inWorkspace(workspaceId, (tx) =>
      this.store.list(tx, { connector: filter.connector, after, limit: filter.limit + 1 }),
    );
    const page = toPage(rows, filter.limit, (row) => [row.id]);
    return { ...page, data: await Promise.all(page.data.map((row) => this.shown(row))) };
  }

  /** Connector key → whether some usable connection is alive. For the catalogue. */
  byConnector(workspaceId: WorkspaceId): Promise<ReadonlyMap<string, 'connected' | 'attention'>> {
    return this.database.inWorkspace(workspaceId, (tx) => this.store.statuses(tx));
  }

  private async shown(connection: Connection): Promise<ShownConnection> {
    const connector = await this.directory.find(connection.workspaceId, connection.connector).catch(() => undefined);
    return { ...connection, missingScopes: missingScopes(connection, connector) };
  }

  private async connector(workspaceId: WorkspaceId, key: string): Promise<ConnectableConnector> {
    const connector = await this.directory.find(workspaceId, key);
    if (!connector) throw invalidInput([{ path: 'connector', message: 'there is no such connector' }]);
    return connector;
  }

  private async fresh(place: ConnectionPlace): Promise<Connection> {
    const connection = await this.database.inWorkspace(place.workspaceId, (tx) => this.store.get(tx, place.id));
    if (!connection) throw notFound();
    return connection;
  }

  private async rememberRead(connection: Connection, actor: string): Promise<void> {
    const { workspaceId, id } = connection;
    const key = `${id}/${actor}`;
    const now = Date.now();
    if ((this.reads.get(key) ?? 0) > now) return;
    if (this.reads.size >= MAX_REMEMBERED_READS) this.reads.clear();
    this.reads.set(key, now + READ_EVENT_MS);
    const data = { connector: connection.connector, name: connection.name };
    await this.database.inWorkspace(workspaceId, (tx) => this.events.add(tx, { type: 'connection.read', workspaceId, id, actor, data }));
  }
}
