import { build as t } from '../strings/build.ts';
import { grouped, isStructured, type Draft, type StepDraft } from './definition.ts';

/** Limits of the server, DESIGN §5. */
export const LIMITS = { steps: 5, stepsWithFlag: 10, inGroup: 3, timeoutMs: { min: 1_000, max: 60_000 }, retries: 5 };

export type Problems = Record<string, string>;

function problemsOfStep(step: StepDraft, i: number, all: readonly StepDraft[]): Problems {
  const at = `steps.${i}`;
  const found: Problems = {};
  if (!/^(https?:\/\/|\{\{)/.test(step.url.trim())) found[`${at}.url`] = t.problem.url;
  if (!/^[A-Za-z]\w{0,63}$/.test(step.id)) found[`${at}.id`] = t.problem.id;
  else if (all.some((other, j) => j !== i && other.id === step.id)) found[`${at}.id`] = t.problem.twice;
  if (isStructured(step.bodyType) && step.body.trim() !== '' && step.method !== 'GET') {
    try {
      JSON.parse(step.body);
    } catch {
      found[`${at}.body`] = t.problem.body;
    }
  }
  return found;
}

/** What keeps a page of the wizard from being left, by field. The server checks everything again when it is saved. */
export function problemsOf(page: number, draft: Draft): Problems {
  if (page === 0) return draft.name.trim() === '' ? { name: t.problem.name } : {};
  if (page === 1) {
    const crowded = grouped(draft.steps).some((group) => group.length > LIMITS.inGroup);
    return Object.assign({}, ...draft.steps.map(problemsOfStep), crowded ? { group: t.problem.group } : {}) as Problems;
  }
  if (page === 2) {
    const { type, secret, name, in: where } = draft.auth;
    const found: Problems = {};
    if (type !== 'none' && type !== 'connection' && secret.trim() === '') found['auth.secret'] = t.problem.secret;
    if (type === 'api_key' && name.trim() === '') found['auth.name'] = where === 'header' ? t.problem.header : t.problem.parameter;
    return found;
  }
  return {};
}

/** The page on which a path of the definition is edited. */
export function pageOf(path: string): number {
  if (/^(name|description|icon|category|inputSchema)/.test(path)) return 0;
  if (/^config\.(auth|steps\[\d+\](\.steps\[\d+\])?\.auth)/.test(path)) return 2;
  if (path.startsWith('config.rateLimiting') || /^(timeoutMs|maxRetries|continueOnError|logResponseData)/.test(path)) return 4;
  return path.startsWith('fieldMappings') ? 3 : 1;
}
