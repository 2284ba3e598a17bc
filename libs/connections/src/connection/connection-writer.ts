import { Injectable } from '@nestjs/common';
import { newId, PlatformError, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { Database, Sealer, sqlState, type Tx } from '@patchbay/platform';
import { ConnectionChanges } from './connection-changes.js';
import { ConnectionEventsStore, type ConnectionEventType } from './connection-events.store.js';
import { sealSecret, type ConnectionSecret } from './connection-secret.js';
import { ConnectionStore } from './connection.store.js';
import type { AuthType, Connection, ConnectionSource } from './connection.js';

/** A credential as it is to be kept, not yet sealed. Nango's has no secret of ours. */
export interface CredentialToKeep {
  readonly authType: AuthType;
  readonly source: ConnectionSource;
  readonly secret?: ConnectionSecret | undefined;
  readonly nango?: { readonly integration: string; readonly connectionId: string } | undefined;
  readonly metadata: JsonObject;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly refreshExpiresAt?: Date | null | undefined;
}

export interface ConnectionToCreate extends CredentialToKeep {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  /** Taken as it is when `exactName`; else a free one like it is found. */
  readonly name: string;
  readonly exactName: boolean;
  /** Absent: the first of its connector becomes the default. */
  readonly isDefault?: boolean | undefined;
  readonly actor: string;
}

const UNIQUE_VIOLATION = '23505';

/** Every change of a connection: row, event and notification in one transaction. */
@Injectable()
export class ConnectionWriter {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly store: ConnectionStore,
    private readonly events: ConnectionEventsStore,
    private readonly changes: ConnectionChanges,
  ) {}

  /** Throws `conflict` when the name is taken. */
  async create(ask: ConnectionToCreate): Promise<Connection> {
    const { workspaceId, connector, actor } = ask;
    const place = { workspaceId, id: newId() };
    return this.write(place, connector, async (tx) => {
      await this.store.lockDefaults(tx, ask);
      const name = ask.exactName ? ask.name : freeName(ask.name, await this.store.names(tx, connector));
      const isDefault = ask.isDefault ?? !(await this.store.hasDefault(tx, connector));
      const created = await this.store.insert(tx, {
        ...this.kept(place, ask),
        ...place,
        connector,
        name,
        isDefault: false,
        createdBy: actor,
      });
      if (isDefault) await this.store.makeDefault(tx, { workspaceId, connector, id: place.id });
      await this.record(tx, 'connection.created', created, actor);
      return { ...created, isDefault };
    });
  }

  /** The account signs in anew, or another credential is typed in. Throws `not_found`. */
  async replaceCredential(connection: Connection, credential: CredentialToKeep, actor: string): Promise<Connection> {
    return this.write(connection, connection.connector, async (tx) => {
      const next = found(await this.store.replaceCredential(tx, connection.id, this.kept(connection, credential)));
      await this.record(tx, 'connection.reconnected', next, actor);
      return next;
    });
  }

  /** Throws `not_found`, `conflict`. */
  async change(
    connection: Connection,
    facts: { name?: string | undefined; enabled?: boolean | undefined; isDefault?: boolean | undefined; metadata?: JsonObject | undefined },
    actor: string,
  ): Promise<Connection> {
    const { workspaceId, id, connector } = connection;
    return this.write(connection, connector, async (tx) => {
      found(await this.store.change(tx, id, facts));
      if (facts.isDefault === true) await this.store.makeDefault(tx, { workspaceId, connector, id });
      if (facts.isDefault === false) await this.store.clearDefault(tx, id);
      const next = found(await this.store.get(tx, id));
      const { metadata, ...told } = facts;
      const said = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as JsonObject;
      await this.record(tx, 'connection.updated', next, actor, metadata ? { ...said, metadata: Object.keys(metadata) } : said);
      return next;
    });
  }

  async delete(connection: Connection, actor: string, revocation: JsonObject): Promise<void> {
    await this.write(connection, connection.connector, async (tx) => {
      if (!(await this.store.delete(tx, connection.id))) throw notFound();
      await this.record(tx, 'connection.deleted', connection, actor, revocation);
    });
  }

  async record(tx: Tx, type: ConnectionEventType, connection: Connection, actor: string, data: JsonObject = {}): Promise<void> {
    const { workspaceId, id, connector, name } = connection;
    await this.events.add(tx, { type, workspaceId, id, actor, data: { connector, name, ...data } });
  }

  private async write<T>(place: { workspaceId: WorkspaceId; id: string }, connector: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { workspaceId, id } = place;
    try {
      const result = await this.database.inWorkspace(workspaceId, async (tx) => {
        const done = await work(tx);
        await this.changes.announce(tx, { workspaceId, id, connector });
        return done;
      });
      this.changes.tell({ workspaceId, id, connector });
      return result;
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      throw new PlatformError(
        'conflict',
        'The workspace has a connection with this name, or to this account, for this connector already.',
        {},
        { cause: error },
      );
    }
  }

  private kept(place: { workspaceId: WorkspaceId; id: string }, { secret, refreshExpiresAt = null, ...credential }: CredentialToKeep) {
    return { ...credential, refreshExpiresAt, sealed: secret && sealSecret(this.sealer, place, secret) };
  }
}

function freeName(wished: string, taken: ReadonlySet<string>): string {
  const base = wished.slice(0, 190);
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

function found(connection: Connection | undefined): Connection {
  if (!connection) throw notFound();
  return connection;
}

export const notFound = (): PlatformError => new PlatformError('not_found', 'There is no such connection.');
