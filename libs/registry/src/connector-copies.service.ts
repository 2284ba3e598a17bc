import { Injectable } from '@nestjs/common';
import { isPlatformError, type JsonObject } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { ConnectorChanges } from './connector-changes.js';
import { ConnectorSaver } from './connector-saver.js';
import { ConnectorSecretStore } from './connector-secret.store.js';
import { ConnectorStore } from './connector.store.js';
import { toCustomConnector, type ConnectorActor, type CustomConnector } from './custom-connector.js';
import { CustomConnectorService, unknownConnector } from './custom-connectors.service.js';
import { freeName } from './free-name.js';
import { DefinitionSealer, secretReferences } from './definition-sealer.js';

/** Two clones at once may pick the same name; the second then looks again. */
const NAME_TRIES = 3;

/** Clones of custom connectors. */
@Injectable()
export class ConnectorCopiesService {
  constructor(
    private readonly connectors: ConnectorStore,
    private readonly secrets: ConnectorSecretStore,
    private readonly saver: ConnectorSaver,
    private readonly sealer: DefinitionSealer,
    private readonly changes: ConnectorChanges,
    private readonly custom: CustomConnectorService,
  ) {}

  /** A new connector with the same definition and credentials. Without a name: "X (copy)", "X (copy 2)", … Throws `conflict` for a name that is taken. */
  async clone(by: ConnectorActor, id: string, name?: string): Promise<CustomConnector> {
    this.custom.requireCustom(id);
    if (name !== undefined) return this.cloneOnce(by, id, name);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.cloneOnce(by, id);
      } catch (error) {
        if (!isPlatformError(error) || error.code !== 'conflict' || attempt === NAME_TRIES) throw error;
      }
    }
  }

  private cloneOnce(by: ConnectorActor, id: string, wanted?: string): Promise<CustomConnector> {
    return this.changes.commit(by.workspaceId, async (tx, touched) => {
      const stored = await this.connectors.get(tx, id);
      if (!stored) throw unknownConnector(id);
      const source = await this.opened(tx, by, stored.definition);
      const name = wanted ?? (await this.copyName(tx, String(source['name'])));
      const copyId = await this.saver.insert(tx, by, this.saver.check(by, { ...source, name, enabled: stored.enabled }));
      touched.ids.push(copyId);
      const copy = await this.connectors.get(tx, copyId);
      if (!copy) throw unknownConnector(copyId);
      return toCustomConnector(copy);
    });
  }

  private copyName(tx: Tx, of: string): Promise<string> {
    return freeName(tx, this.connectors, {
      base: of.replace(/ \(copy(?: \d+)?\)$/, ''),
      form: (text, number) => `${text} (copy${number === 1 ? '' : ` ${number}`})`,
    });
  }

  /** Credentials are sealed for their row, so a copy needs them sealed anew. */
  private async opened(tx: Tx, by: ConnectorActor, definition: JsonObject): Promise<JsonObject> {
    return this.sealer.open(by.workspaceId, definition, await this.secrets.byIds(tx, secretReferences(definition)));
  }
}
