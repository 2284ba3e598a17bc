/** What the wizard edits, and how it becomes the definition the server takes (and says no to, with JSON paths). */
export interface Pair {
  key: string;
  value: string;
}
export interface StepDraft {
  id: string;
  method: string;
  url: string;
  headers: Pair[];
  body: string;
  output: Pair[];
  condition: string;
}
export interface Draft {
  name: string;
  description: string;
  icon: string;
  category: string;
  steps: StepDraft[];
  auth: 'none' | 'bearer' | 'api_key';
  credential: string;
  authHeader: string;
  mappings: { sourcePath: string; targetField: string }[];
  timeoutMs: number;
  maxRetries: number;
  continueOnError: boolean;
  logResponseData: boolean;
}

export const newStep = (n: number): StepDraft => ({
  id: `step${n}`,
  method: 'GET',
  url: '',
  headers: [],
  body: '',
  output: [],
  condition: '',
});
export const emptyDraft = (): Draft => ({
  name: '',
  description: '',
  icon: '',
  category: 'custom',
  steps: [newStep(1)],
  auth: 'none',
  credential: '',
  authHeader: 'X-API-Key',
  mappings: [],
  timeoutMs: 30_000,
  maxRetries: 3,
  continueOnError: false,
  logResponseData: true,
});

const filled = (pairs: Pair[]) => pairs.filter((pair) => pair.key.trim() !== '');

function request(step: StepDraft) {
  const output = filled(step.output);
  return {
    method: step.method,
    url: step.url.trim(),
    headers: filled(step.headers),
    ...(step.body.trim() && step.method !== 'GET' ? { body: JSON.parse(step.body) as unknown } : {}),
    ...(output.length > 0 ? { output: Object.fromEntries(output.map((pair) => [pair.key, pair.value])) } : {}),
  };
}

function auth(draft: Draft) {
  const secret = `{{workspace.${draft.credential}}}`;
  if (draft.auth === 'bearer') return { auth: { type: 'bearer', token: secret } };
  if (draft.auth === 'api_key') return { auth: { type: 'api_key', in: 'header', name: draft.authHeader, value: secret } };
  return {};
}

export function toDefinition(draft: Draft) {
  const [first] = draft.steps;
  const single = draft.steps.length === 1 && first && first.condition.trim() === '';
  return {
    name: draft.name.trim(),
    description: draft.description,
    ...(draft.icon ? { icon: draft.icon } : {}),
    category: draft.category.trim() || 'custom',
    type: single ? ('single-step' as const) : ('multi-step' as const),
    config: single
      ? { ...request(first), ...auth(draft) }
      : {
          steps: draft.steps.map((step) => ({
            id: step.id,
            ...request(step),
            ...(step.condition.trim() ? { condition: { enabled: true, expression: step.condition } } : {}),
          })),
          ...auth(draft),
        },
    fieldMappings: draft.mappings,
    timeoutMs: draft.timeoutMs,
    maxRetries: draft.maxRetries,
    continueOnError: draft.continueOnError,
    logResponseData: draft.logResponseData,
  };
}

const KEY = 'patchbay.draft';
export const drafts = {
  load: (): Draft => {
    try {
      const kept = sessionStorage.getItem(KEY);
      return kept ? { ...emptyDraft(), ...(JSON.parse(kept) as Partial<Draft>) } : emptyDraft();
    } catch {
      return emptyDraft();
    }
  },
  keep: (draft: Draft) => sessionStorage.setItem(KEY, JSON.stringify(draft)),
  forget: () => sessionStorage.removeItem(KEY),
};
