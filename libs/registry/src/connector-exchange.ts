import { Injectable } from '@nestjs/common';
import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { ConnectorSaver } from './connector-saver.js';
import { ConnectorSecretStore } from './connector-secret.store.js';
import { ConnectorStore } from './connector.store.js';
import { toCustomConnector, type ConnectorActor, type CustomConnector } from './custom-connector.js';
import { CustomConnectorService, unknownConnector } from './custom-connectors.service.js';
import { DefinitionSealer, secretReferences } from './definition-sealer.js';
import { freeName } from './free-name.js';

/** Takes definitions out of a workspace and brings them into another, for the marketplace. */
@Injectable()
export class ConnectorExchange {
  constructor(
    private readonly db: Database,
    private readonly connectors: ConnectorStore,
    private readonly secrets: ConnectorSecretStore,
    private readonly sealer: DefinitionSealer,
    private readonly saver: ConnectorSaver,
    private readonly custom: CustomConnectorService,
  ) {}

  /** The definition with its literal credentials open: to be stripped of them before anybody else sees it. Never for an answer. */
  async open(workspaceId: WorkspaceId, id: string): Promise<JsonObject> {
    this.custom.requireCustom(id);
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const stored = await this.connectors.get(tx, id);
      if (!stored) throw unknownConnector(id);
      return this.sealer.open(workspaceId, stored.definition, await this.secrets.byIds(tx, secretReferences(stored.definition)));
    });
  }

  /** A new connector inside a transaction of `ConnectorChanges.commit`; its id still has to be announced there. A taken name gets a number. */
  async insert(tx: Tx, by: ConnectorActor, definition: JsonObject): Promise<CustomConnector> {
    const name = await freeName(tx, this.connectors, {
      base: String(definition['name']),
      form: (text, number) => (number === 1 ? text : `${text} ${number}`),
    });
    const id = await this.saver.insert(tx, by, this.saver.check(by, { ...definition, name }));
    const stored = await this.connectors.get(tx, id);
    if (!stored) throw unknownConnector(id);
    return toCustomConnector(stored);
  }
}
