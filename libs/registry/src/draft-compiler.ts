import { Injectable } from '@nestjs/common';
import { compileConnector, parseDefinition } from '@patchbay/http-connectors';
import { invalidInput, isJsonObject, isUuid, newId, type JsonObject, type Runnable, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectorSecretStore } from './connector-secret.store.js';
import { ConnectorStore } from './connector.store.js';
import { unknownConnector } from './custom-connectors.service.js';
import { DefinitionLimitsService } from './definition-limits.js';
import { DefinitionSealer, secretReferences } from './definition-sealer.js';
import { mapSecrets } from './definition-secrets.js';

/** A definition on its way to being saved. `savedId`: the connector whose stored credentials its masks stand for. */
export interface Draft {
  readonly workspaceId: WorkspaceId;
  readonly definition: unknown;
  readonly savedId?: string;
}

/** Makes unsaved definitions runnable, for `POST /connectors/test`. */
@Injectable()
export class DraftCompiler {
  constructor(
    private readonly db: Database,
    private readonly connectors: ConnectorStore,
    private readonly secrets: ConnectorSecretStore,
    private readonly sealer: DefinitionSealer,
    private readonly limits: DefinitionLimitsService,
  ) {}

  /** A draft needs nothing but its `config`: name and category are filled in. Throws `input_invalid` with JSON paths. */
  async compile(draft: Draft): Promise<Runnable> {
    if (!isJsonObject(draft.definition)) throw invalidInput([{ path: '', message: 'must be an object' }]);
    const config = draft.definition['config'];
    const type = isJsonObject(config) && Array.isArray(config['steps']) ? 'multi-step' : 'single-step';
    const whole = { name: 'Draft', category: 'other', type, ...draft.definition };
    const opened = await this.withStoredSecrets(draft, whole);
    const definition = parseDefinition(opened, this.limits.of(draft.workspaceId));
    return compileConnector({ id: draft.savedId ?? newId(), version: 0, enabled: true, definition });
  }

  private async withStoredSecrets({ workspaceId, savedId }: Draft, definition: JsonObject): Promise<JsonObject> {
    if (savedId === undefined) return this.sealer.keepMasked(definition, undefined).definition;
    if (!isUuid(savedId)) throw unknownConnector(savedId);
    const stored = await this.db.inWorkspace(workspaceId, async (tx) => {
      const connector = await this.connectors.get(tx, savedId);
      if (!connector) throw unknownConnector(savedId);
      return { definition: connector.definition, secrets: await this.secrets.byIds(tx, secretReferences(connector.definition)) };
    });
    const literals = new Map<string, string>();
    mapSecrets(this.sealer.open(workspaceId, stored.definition, stored.secrets), (literal, place) => {
      literals.set(place.key, literal);
      return undefined;
    });
    const { definition: referring, kept } = this.sealer.keepMasked(definition, stored.definition);
    return mapSecrets(referring, (_reference, place) => (kept.has(place.key) ? literals.get(place.key) : undefined));
  }
}
