import { Injectable } from '@nestjs/common';
import { compileConnector, parseDefinition } from '@patchbay/http-connectors';
import type { Runnable, WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectorSecretStore } from './connector-secret.store.js';
import { ConnectorStore } from './connector.store.js';
import { DefinitionSealer, secretReferences } from './definition-sealer.js';
import { STORED_LIMITS } from './definition-limits.js';

/** Reads a custom connector and makes it runnable. */
@Injectable()
export class ConnectorLoader {
  constructor(
    private readonly db: Database,
    private readonly connectors: ConnectorStore,
    private readonly secrets: ConnectorSecretStore,
    private readonly sealer: DefinitionSealer,
  ) {}

  /** The connector's current version, compiled; undefined when the workspace has no such connector. */
  async load(workspaceId: WorkspaceId, id: string): Promise<Runnable | undefined> {
    const stored = await this.db.inWorkspace(workspaceId, async (tx) => {
      const connector = await this.connectors.get(tx, id);
      return connector && { connector, secrets: await this.secrets.byIds(tx, secretReferences(connector.definition)) };
    });
    if (!stored) return undefined;
    const { connector, secrets } = stored;
    const definition = parseDefinition(this.sealer.open(workspaceId, connector.definition, secrets), STORED_LIMITS);
    return compileConnector({ id: connector.id, version: connector.version, enabled: connector.enabled, definition });
  }
}
