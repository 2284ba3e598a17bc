import type { JsonObject } from '@patchbay/kernel';

export const TEMPLATE_STATUSES = ['published', 'hidden', 'removed'] as const;
/** `hidden`: by a moderator, still seen by its publisher. `removed`: deleted; a shipped one stays away in later releases too. */
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

/** A workspace secret the template's `{{workspace.name}}` stands for: what an installer is asked for. */
export interface NeededCredential {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  /** Where the service hands it out. */
  readonly url?: string;
}

/** A line of the marketplace. */
export interface Template {
  readonly id: string;
  /** Only shipped official templates have one. */
  readonly key: string | null;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly icon: string | null;
  readonly author: string;
  readonly source: 'official' | 'community';
  readonly featured: boolean;
  readonly status: TemplateStatus;
  readonly version: number;
  readonly rating: { readonly average: number | null; readonly count: number };
  readonly installs: number;
  readonly credentials: readonly NeededCredential[];
  /** Hosts its requests go to. */
  readonly hosts: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ModeratedTemplate extends Template {
  /** Why a moderator hid it; shown to its publisher. */
  readonly moderationNote: string | null;
}

export interface TemplateDetail extends ModeratedTemplate {
  readonly definition: JsonObject;
}

/** What publishing and administration write. */
export interface TemplateText {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly icon: string | null;
  readonly definition: JsonObject;
  readonly credentials: readonly NeededCredential[];
}
