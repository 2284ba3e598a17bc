import { isJsonObject, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { hostsOf } from './template-facts.js';
import type { ModeratedTemplate, NeededCredential, Template, TemplateDetail, TemplateStatus } from './template.js';

export interface TemplateRow {
  id: string;
  key: string | null;
  publisher_id: WorkspaceId | null;
  author: string;
  name: string;
  description: string;
  category: string;
  icon: string | null;
  definition: JsonObject;
  credentials: NeededCredential[];
  version: number;
  status: TemplateStatus;
  moderation_note: string | null;
  featured: boolean;
  created_at: Date;
  updated_at: Date;
  /** bigint comes as text. */
  installs: string | null;
  rating_count: number | null;
  rating_sum: number | null;
}

export const TEMPLATE_COLUMNS = `t.id, t.key, t.publisher_id, t.author, t.name, t.description, t.category, t.icon, t.definition, t.credentials, t.version,
  t.status, t.moderation_note, t.featured, t.created_at, t.updated_at, n.installs, n.rating_count, n.rating_sum`;
export const TEMPLATE_TABLES = 'connector_templates t left join connector_template_counters n on n.template_id = t.id';

export function toTemplate(row: TemplateRow): Template {
  const count = row.rating_count ?? 0;
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    category: row.category,
    icon: row.icon,
    author: row.author,
    source: row.publisher_id === null ? 'official' : 'community',
    featured: row.featured,
    status: row.status,
    version: row.version,
    rating: { average: count === 0 ? null : Math.round(((row.rating_sum ?? 0) / count) * 100) / 100, count },
    installs: Number(row.installs ?? 0),
    credentials: row.credentials,
    hosts: isJsonObject(row.definition) ? hostsOf(row.definition) : [],
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toModeratedTemplate(row: TemplateRow): ModeratedTemplate {
  return { ...toTemplate(row), moderationNote: row.moderation_note };
}

export function toTemplateDetail(row: TemplateRow): TemplateDetail {
  return { ...toModeratedTemplate(row), definition: row.definition };
}
