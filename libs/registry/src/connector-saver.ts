import { Injectable } from '@nestjs/common';
import { parseDefinition } from '@patchbay/http-connectors';
import { invalidInput, isJsonObject, newId, PlatformError, type JsonObject } from '@patchbay/kernel';
import { sqlState, type Tx } from '@patchbay/platform';
import { ConnectorSecretStore } from './connector-secret.store.js';
import { ConnectorStore, type ConnectorFacts } from './connector.store.js';
import type { ConnectorActor } from './custom-connector.js';
import { DefinitionLimitsService } from './definition-limits.js';
import { DefinitionSealer, type SealedDefinition } from './definition-sealer.js';

const UNIQUE_VIOLATION = '23505';

/** A definition that may be stored. */
export interface CheckedDefinition extends SealedDefinition {
  readonly facts: ConnectorFacts;
}

/** Checks definitions and writes them, secrets sealed. */
@Injectable()
export class ConnectorSaver {
  constructor(
    private readonly connectors: ConnectorStore,
    private readonly secrets: ConnectorSecretStore,
    private readonly sealer: DefinitionSealer,
    private readonly limits: DefinitionLimitsService,
  ) {}

  /** `stored`: the version whose masked credentials are kept. Throws `input_invalid` with the JSON path of every problem. */
  check(by: ConnectorActor, sent: unknown, stored?: JsonObject): CheckedDefinition {
    if (!isJsonObject(sent)) throw invalidInput([{ path: '', message: 'must be an object' }]);
    const { definition, kept } = this.sealer.keepMasked(sent, stored);
    const parsed = parseDefinition(definition, this.limits.of(by.workspaceId));
    const { name, category, enabled } = parsed;
    return { facts: { name, category, enabled }, ...this.sealer.seal(by.workspaceId, toJson(parsed), kept) };
  }

  /** Out: the new connector's id. Throws `conflict` when the name is taken. */
  async insert(tx: Tx, by: ConnectorActor, checked: CheckedDefinition, id: string = newId()): Promise<string> {
    await naming(checked.facts.name, () => this.connectors.insert(tx, { ...by, id, facts: checked.facts, definition: checked.definition }));
    await this.secrets.insert(tx, { workspaceId: by.workspaceId, connectorId: id }, checked.secrets);
    return id;
  }

  /** Makes the definition the connector's next version. Throws `conflict` when the name is taken. */
  async save(tx: Tx, by: ConnectorActor, id: string, checked: CheckedDefinition): Promise<void> {
    await this.secrets.insert(tx, { workspaceId: by.workspaceId, connectorId: id }, checked.secrets);
    await naming(checked.facts.name, () =>
      this.connectors.saveVersion(tx, { id, facts: checked.facts, definition: checked.definition, actor: by.actor }),
    );
  }
}

/** A parsed definition as plain JSON: what is stored is what was validated. */
const toJson = (definition: object): JsonObject => JSON.parse(JSON.stringify(definition)) as JsonObject;

async function naming(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    const message = `A connector named "${name}" exists already in this workspace; choose another name.`;
    throw new PlatformError('conflict', message, { errors: [{ path: 'name', message: 'is taken in this workspace' }] }, { cause: error });
  }
}
