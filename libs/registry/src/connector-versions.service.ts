import { Injectable } from '@nestjs/common';
import { PlatformError, type JsonObject, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectorChanges } from './connector-changes.js';
import { ConnectorSaver } from './connector-saver.js';
import { ConnectorVersionStore, type ConnectorVersion } from './connector-version.store.js';
import { ConnectorStore } from './connector.store.js';
import { toCustomConnector, type ConnectorActor, type CustomConnector } from './custom-connector.js';
import { CustomConnectorService, requireVersion, unknownConnector, type ConnectorTarget } from './custom-connectors.service.js';
import { maskSecrets } from './definition-secrets.js';

/** One save as answered outside; literal credentials masked. */
export interface ShownVersion {
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly definition: JsonObject;
}

/** Every save of a custom connector stays readable and can be made current again. */
@Injectable()
export class ConnectorVersionsService {
  constructor(
    private readonly db: Database,
    private readonly connectors: ConnectorStore,
    private readonly versions: ConnectorVersionStore,
    private readonly saver: ConnectorSaver,
    private readonly changes: ConnectorChanges,
    private readonly custom: CustomConnectorService,
  ) {}

  /** Newest first. */
  async list(workspaceId: WorkspaceId, id: string, page: PageRequest): Promise<Page<ShownVersion>> {
    this.custom.requireCustom(id);
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const found = await this.versions.list(tx, id, page);
      // A connector always has a version: an empty first page means there is no such connector.
      if (found.data.length === 0 && page.cursor === undefined) throw unknownConnector(id);
      return { ...found, data: found.data.map(shown) };
    });
  }

  async get(workspaceId: WorkspaceId, id: string, version: number): Promise<ShownVersion> {
    this.custom.requireCustom(id);
    return this.db.inWorkspace(workspaceId, async (tx) => shown((await this.versions.get(tx, id, version)) ?? unknownVersion(id, version)));
  }

  /** Saves an old version's definition as the newest one. Whether the connector is enabled stays as it is: an old text switches nothing on. */
  async restore(by: ConnectorActor, target: ConnectorTarget, version: number): Promise<CustomConnector> {
    this.custom.requireCustom(target.id);
    return this.changes.commit(by.workspaceId, async (tx, touched) => {
      const stored = await this.connectors.lock(tx, target.id);
      if (!stored) throw unknownConnector(target.id);
      requireVersion(stored, target.expectedVersion);
      const old = (await this.versions.get(tx, stored.id, version)) ?? unknownVersion(stored.id, version);
      const definition = { ...maskSecrets(old.definition), enabled: stored.enabled };
      await this.saver.save(tx, by, stored.id, this.saver.check(by, definition, old.definition));
      touched.ids.push(stored.id);
      const saved = await this.connectors.get(tx, stored.id);
      if (!saved) throw unknownConnector(stored.id);
      return toCustomConnector(saved);
    });
  }
}

const shown = (version: ConnectorVersion): ShownVersion => ({ ...version, definition: maskSecrets(version.definition) });

function unknownVersion(id: string, version: number): never {
  throw new PlatformError('not_found', `The connector ${id} has no version ${Number.isInteger(version) ? version : 'of this number'}.`);
}
