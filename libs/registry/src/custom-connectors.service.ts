import { Injectable } from '@nestjs/common';
import { invalidInput, isJsonObject, isUuid, PlatformError, type Page, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { BuiltinIndex } from './builtin-index.js';
import { ConnectorChanges } from './connector-changes.js';
import { ConnectorSaver, type CheckedDefinition } from './connector-saver.js';
import { ConnectorStore, type ConnectorQuery, type StoredConnector } from './connector.store.js';
import { toCustomConnector, type ConnectorActor, type CustomConnector } from './custom-connector.js';
import { patchDefinition } from './definition-patch.js';
import { maskSecrets } from './definition-secrets.js';

/** Which connector a change is for. `expectedVersion`: the version the caller saw; a newer one makes the change fail with `conflict`. */
export interface ConnectorTarget {
  readonly id: string;
  readonly expectedVersion?: number;
}

/** A workspace's own connectors. Built-ins are refused with `builtin_protected`; unknown ids and other workspaces' are `not_found`. */
@Injectable()
export class CustomConnectorService {
  constructor(
    private readonly db: Database,
    private readonly connectors: ConnectorStore,
    private readonly saver: ConnectorSaver,
    private readonly changes: ConnectorChanges,
    private readonly builtins: BuiltinIndex,
  ) {}

  /** Throws `input_invalid` with JSON paths, `conflict` on a name taken. */
  async create(by: ConnectorActor, definition: unknown): Promise<CustomConnector> {
    const checked = this.saver.check(by, definition);
    return this.changes.commit(by.workspaceId, async (tx, touched) => {
      const id = await this.saver.insert(tx, by, checked);
      touched.ids.push(id);
      return this.read(tx, id);
    });
  }

  async get(workspaceId: WorkspaceId, id: string): Promise<CustomConnector> {
    this.requireCustom(id);
    return this.db.inWorkspace(workspaceId, (tx) => this.read(tx, id));
  }

  /** Newest first. */
  async list(workspaceId: WorkspaceId, query: ConnectorQuery): Promise<Page<CustomConnector>> {
    const page = await this.db.inWorkspace(workspaceId, (tx) => this.connectors.list(tx, query));
    return { ...page, data: page.data.map(toCustomConnector) };
  }

  /** Replaces the definition (PUT) and makes a new version. A credential sent as its mask stays as stored. */
  async replace(by: ConnectorActor, target: ConnectorTarget, definition: unknown): Promise<CustomConnector> {
    return this.save(by, target, (stored) => this.saver.check(by, definition, stored.definition));
  }

  /** Changes the members sent (PATCH, see patchDefinition), validates the whole and makes a new version. */
  async patch(by: ConnectorActor, target: ConnectorTarget, patch: unknown): Promise<CustomConnector> {
    if (!isJsonObject(patch)) throw invalidInput([{ path: '', message: 'must be an object' }]);
    // Patched onto the masked form, as the caller sees it: credentials that are not sent keep their place.
    return this.save(by, target, (stored) => this.saver.check(by, patchDefinition(definitionOf(stored), patch), stored.definition));
  }

  async delete(by: ConnectorActor, id: string): Promise<void> {
    this.requireCustom(id);
    await this.changes.commit(by.workspaceId, async (tx, touched) => {
      if (!(await this.connectors.delete(tx, id))) throw unknownConnector(id);
      touched.ids.push(id.toLowerCase());
    });
  }

  /** Throws `builtin_protected` for a built-in's key, `not_found` for anything that is no id. */
  requireCustom(id: string): void {
    if (this.builtins.has(id))
      throw new PlatformError(
        'builtin_protected',
        `"${id}" is a built-in connector; it can be switched on and off, but not changed, cloned or deleted.`,
        { connector: id },
      );
    if (!isUuid(id)) throw unknownConnector(id);
  }

  private async save(
    by: ConnectorActor,
    target: ConnectorTarget,
    check: (stored: StoredConnector) => CheckedDefinition,
  ): Promise<CustomConnector> {
    this.requireCustom(target.id);
    return this.changes.commit(by.workspaceId, async (tx, touched) => {
      const stored = await this.connectors.lock(tx, target.id);
      if (!stored) throw unknownConnector(target.id);
      requireVersion(stored, target.expectedVersion);
      await this.saver.save(tx, by, stored.id, check(stored));
      touched.ids.push(stored.id);
      return this.read(tx, stored.id);
    });
  }

  private async read(tx: Tx, id: string): Promise<CustomConnector> {
    const stored = await this.connectors.get(tx, id);
    if (!stored) throw unknownConnector(id);
    return toCustomConnector(stored);
  }
}

/** The masked definition alone. */
function definitionOf(stored: StoredConnector) {
  return { ...maskSecrets(stored.definition), enabled: stored.enabled };
}

export function requireVersion(stored: StoredConnector, expected: number | undefined): void {
  if (expected === undefined || expected === stored.version) return;
  throw new PlatformError(
    'conflict',
    `The connector is at version ${stored.version} now, not ${expected}: it was saved by someone else. Load it again and repeat the change.`,
  );
}

export function unknownConnector(id: string): PlatformError {
  return new PlatformError('not_found', `There is no connector "${id.slice(0, 100)}" in this workspace.`);
}
