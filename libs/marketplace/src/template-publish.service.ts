import { Injectable } from '@nestjs/common';
import { WorkspaceSecrets } from '@patchbay/connections';
import { invalidInput, isJsonObject, isPlatformError, newId, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectorExchange, type ConnectorActor } from '@patchbay/registry';
import { DESCRIBING_FIELDS, templateText } from './template-input.schema.js';
import { toTemplateDetail } from './template-row.js';
import { stripCredentials } from './template-strip.js';
import { TemplateStore } from './template.store.js';
import type { TemplateDetail, TemplateText } from './template.js';
import { unknownTemplate, visible } from './templates.service.js';

const SECRETS_PER_PAGE = 200;

/** Publishing a workspace's own connectors, free of credentials. */
@Injectable()
export class TemplatePublishService {
  constructor(
    private readonly db: Database,
    private readonly templates: TemplateStore,
    private readonly connectors: ConnectorExchange,
    private readonly secrets: WorkspaceSecrets,
  ) {}

  /**
   * In: `{ connectorId }` for a stored connector (literal credentials are replaced by workspace secrets; publishing it again updates its
   * template) or `{ definition }`, and words about it (`name`, `description`, `category`, `icon`, `credentials`).
   * Throws `input_invalid` at the path of a credential that is still there.
   */
  async publish(by: ConnectorActor, body: unknown): Promise<TemplateDetail> {
    const { connectorId, definition, about } = parsePublication(body);
    const known = await this.secretValues(by.workspaceId);
    const text =
      connectorId === undefined ? templateText({ definition, about }, known) : await this.fromConnector(by, { connectorId, about, known });
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      const author = await this.templates.author(tx, by.workspaceId);
      const publisher = { workspaceId: by.workspaceId, connectorId: connectorId?.toLowerCase() ?? null };
      const earlier =
        publisher.connectorId === null
          ? undefined
          : await this.templates.publishedFrom(tx, { ...publisher, connectorId: publisher.connectorId });
      const id = earlier ?? newId();
      if (earlier === undefined) await this.templates.insert(tx, { ...text, id, author, publisher });
      else await this.templates.update(tx, id, text);
      return toTemplateDetail(await visible(tx, this.templates, id));
    });
  }

  /** Takes one's own template out of the marketplace; connectors installed from it stay. */
  async withdraw(by: ConnectorActor, id: string): Promise<void> {
    await this.db.inWorkspace(by.workspaceId, async (tx) => {
      const row = await visible(tx, this.templates, id);
      // Another publisher's template is visible, but row security would leave it alone silently.
      if (row.publisher_id?.toLowerCase() !== by.workspaceId.toLowerCase() || !(await this.templates.remove(tx, row.id)))
        unknownTemplate(id);
    });
  }

  private async fromConnector(
    by: ConnectorActor,
    from: { connectorId: string; about: JsonObject; known: readonly string[] },
  ): Promise<TemplateText> {
    const { definition, removed } = stripCredentials(await this.connectors.open(by.workspaceId, from.connectorId));
    return templateText({ definition, about: from.about }, [...from.known, ...removed]);
  }

  /** Everything the workspace keeps secret: none of it may leave in a template. What Vault keeps and cannot be reached now was never in a definition. */
  private async secretValues(workspaceId: WorkspaceId): Promise<string[]> {
    const values: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.secrets.list(workspaceId, { limit: SECRETS_PER_PAGE, ...(cursor === undefined ? {} : { cursor }) });
      for (const { name, source } of page.data) {
        const value = await this.secrets.open({ workspaceId, name }).catch((error: unknown) => {
          if (source === 'vault' && isPlatformError(error)) return undefined;
          throw error;
        });
        if (value !== undefined) values.push(value);
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return values;
  }
}

function parsePublication(body: unknown): { connectorId?: string; definition: unknown; about: JsonObject } {
  if (!isJsonObject(body)) throw invalidInput([{ path: '', message: 'must be an object' }]);
  const { connectorId, definition, ...about } = body;
  const unknown = Object.keys(about).filter((name) => !(DESCRIBING_FIELDS as readonly string[]).includes(name));
  if (unknown.length > 0) throw invalidInput(unknown.map((path) => ({ path, message: 'is not a known field' })));
  if (connectorId !== undefined && definition !== undefined)
    throw invalidInput([{ path: 'definition', message: 'cannot be sent together with connectorId' }]);
  if (connectorId === undefined) {
    if (definition === undefined) throw invalidInput([{ path: 'connectorId', message: 'is required, or a definition' }]);
    return { definition, about };
  }
  if (typeof connectorId !== 'string') throw invalidInput([{ path: 'connectorId', message: 'must be the id of a custom connector' }]);
  return { connectorId, definition: undefined, about };
}
