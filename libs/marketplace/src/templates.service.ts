import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidInput, isUuid, PlatformError, type Page, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import type { ConnectorActor } from '@patchbay/registry';
import { TemplateCounterStore } from './template-counter.store.js';
import { TemplateListStore, type TemplateQuery } from './template-list.store.js';
import { toTemplate, toTemplateDetail, type TemplateRow } from './template-row.js';
import { TemplateStore } from './template.store.js';
import type { Template, TemplateDetail } from './template.js';

export type TemplateForCaller = TemplateDetail & { readonly myRating: number | null };

/** Looking through the marketplace, and rating what is in it. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly db: Database,
    private readonly templates: TemplateStore,
    private readonly lists: TemplateListStore,
    private readonly counters: TemplateCounterStore,
  ) {}

  async list(workspaceId: WorkspaceId, query: TemplateQuery): Promise<Page<Template>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.lists.list(tx, query, toTemplate));
  }

  /** A hidden template is shown to its publisher only. */
  async get(by: ConnectorActor, id: string): Promise<TemplateForCaller> {
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      const row = await visible(tx, this.templates, id);
      return { ...toTemplateDetail(row), myRating: await this.counters.ratingOf(tx, { templateId: row.id, rater: raterOf(by) }) };
    });
  }

  /** One rating per person; rating again changes it. Throws `forbidden` for one's own template. */
  async rate(by: ConnectorActor, id: string, rating: number): Promise<TemplateForCaller> {
    if (!Number.isInteger(rating) || rating < 1 || rating > 5)
      throw invalidInput([{ path: 'rating', message: 'must be a whole number from 1 to 5' }]);
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      const row = await visible(tx, this.templates, id);
      if (row.publisher_id?.toLowerCase() === by.workspaceId.toLowerCase())
        throw new PlatformError('forbidden', 'A workspace cannot rate the templates it published.');
      await this.counters.rate(tx, { templateId: row.id, rater: raterOf(by), rating });
      return { ...toTemplateDetail(await visible(tx, this.templates, id)), myRating: rating };
    });
  }
}

export async function visible(tx: Tx, templates: TemplateStore, id: string): Promise<TemplateRow> {
  const row = isUuid(id) ? await templates.get(tx, id) : undefined;
  return row ?? unknownTemplate(id);
}

export function unknownTemplate(id: string): never {
  throw new PlatformError('not_found', `There is no template "${id.slice(0, 100)}".`);
}

/** A person is the same one in every workspace; an API key is its workspace's. Kept as a digest: counting needs no names. */
function raterOf({ actor }: ConnectorActor): Buffer {
  return createHash('sha256').update(`template-rating\n${actor}`).digest();
}
