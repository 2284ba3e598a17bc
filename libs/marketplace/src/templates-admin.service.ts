import { Injectable } from '@nestjs/common';
import { invalidInput, isJsonObject, isUuid, newId, type JsonObject, type Page } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { DESCRIBING_FIELDS, templateText } from './template-input.schema.js';
import { TemplateListStore, type TemplateQuery } from './template-list.store.js';
import { toModeratedTemplate, toTemplateDetail } from './template-row.js';
import { OFFICIAL_AUTHOR, TemplateStore } from './template.store.js';
import type { ModeratedTemplate, TemplateDetail, TemplateStatus } from './template.js';
import { unknownTemplate, visible } from './templates.service.js';

export interface Moderation {
  readonly status: 'published' | 'hidden';
  /** Told to the publisher. */
  readonly note?: string;
}

/** Official templates and moderation. That the caller is a platform admin is the edge's check. */
@Injectable()
export class TemplatesAdminService {
  constructor(
    private readonly db: Database,
    private readonly templates: TemplateStore,
    private readonly lists: TemplateListStore,
  ) {}

  /** Templates of every publisher by status. */
  async list(query: TemplateQuery, status: Exclude<TemplateStatus, 'removed'>): Promise<Page<ModeratedTemplate>> {
    return this.db.withoutWorkspace((tx) => this.lists.list(tx, query, toModeratedTemplate, status));
  }

  /** A new official template. In: `{ definition, name?, description?, category?, icon?, credentials? }`. Throws `input_invalid` with JSON paths. */
  async create(body: unknown): Promise<TemplateDetail> {
    const text = templateText(parseBody(body));
    const id = newId();
    return this.db.withoutWorkspace(async (tx) => {
      await this.templates.insert(tx, { ...text, id, author: OFFICIAL_AUTHOR });
      return this.read(tx, id);
    });
  }

  /** Replaces a template's text. A shipped one is no longer changed by releases from then on. */
  async update(id: string, body: unknown): Promise<TemplateDetail> {
    const text = templateText(parseBody(body));
    return this.change(id, async (tx) => {
      await this.templates.detachFromReleases(tx, id);
      return this.templates.update(tx, id, text);
    });
  }

  async delete(id: string): Promise<void> {
    if (!isUuid(id) || !(await this.db.withoutWorkspace((tx) => this.templates.remove(tx, id)))) unknownTemplate(id);
  }

  async feature(id: string, featured: boolean): Promise<TemplateDetail> {
    return this.change(id, (tx) => this.templates.feature(tx, id, featured));
  }

  /** Hides a template from everybody but its publisher, or shows it again. */
  async moderate(id: string, { status, note }: Moderation): Promise<TemplateDetail> {
    return this.change(id, (tx) => this.templates.moderate(tx, id, { status, note: note ?? null }));
  }

  private async change(id: string, write: (tx: Tx) => Promise<boolean>): Promise<TemplateDetail> {
    if (!isUuid(id)) unknownTemplate(id);
    return this.db.withoutWorkspace(async (tx) => {
      if (!(await write(tx))) unknownTemplate(id);
      return this.read(tx, id);
    });
  }

  private async read(tx: Tx, id: string): Promise<TemplateDetail> {
    return toTemplateDetail(await visible(tx, this.templates, id));
  }
}

function parseBody(body: unknown): { definition: unknown; about: JsonObject } {
  if (!isJsonObject(body)) throw invalidInput([{ path: '', message: 'must be an object' }]);
  const { definition, ...about } = body;
  const unknown = Object.keys(about).filter((name) => !(DESCRIBING_FIELDS as readonly string[]).includes(name));
  if (unknown.length > 0) throw invalidInput(unknown.map((path) => ({ path, message: 'is not a known field' })));
  return { definition, about };
}
