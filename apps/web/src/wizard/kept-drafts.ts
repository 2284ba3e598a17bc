import { emptyDraft, type Draft } from './definition.ts';

const keyOf = (id: string | undefined) => `patchbay.draft.${id ?? 'new'}`;

/** Drafts live as long as the tab: a reload or a detour loses nothing. One for a new connector, one for each that is edited. */
export const keptDrafts = {
  load: (id: string | undefined): Draft | undefined => {
    try {
      const kept = sessionStorage.getItem(keyOf(id));
      return kept ? { ...emptyDraft(), ...(JSON.parse(kept) as Partial<Draft>) } : undefined;
    } catch {
      return undefined;
    }
  },
  keep: (id: string | undefined, draft: Draft) => sessionStorage.setItem(keyOf(id), JSON.stringify(draft)),
  forget: (id: string | undefined) => sessionStorage.removeItem(keyOf(id)),
};
