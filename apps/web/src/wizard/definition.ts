/** What the wizard edits. It becomes the definition that the server takes (and says no to, with JSON paths), and is made out of one. */
export interface Pair {
  key: string;
  value: string;
}
export type BodyType = 'json' | 'form' | 'xml' | 'raw';
export interface StepDraft {
  id: string;
  name: string;
  method: string;
  url: string;
  headers: Pair[];
  query: Pair[];
  /** JSON text for `json` and `form`, else as it is. */
  body: string;
  bodyType: BodyType;
  output: Pair[];
  condition: string;
  /** Runs at the same time as the step before it. */
  parallel: boolean;
  /** An auth of its own, kept as it is. */
  auth?: unknown;
}
export interface AuthDraft {
  type: 'none' | 'bearer' | 'api_key' | 'basic' | 'connection';
  /** Token, key or password. */
  secret: string;
  username: string;
  in: 'header' | 'query';
  name: string;
  connector: string;
  prefix: string;
}
export interface Draft {
  name: string;
  description: string;
  icon: string;
  category: string;
  inputSchema: unknown;
  steps: StepDraft[];
  auth: AuthDraft;
  limit: { enabled: boolean; perMinute: number | undefined; perHour: number | undefined; strategy: 'queue' | 'fail' };
  mappings: { sourcePath: string; targetField: string }[];
  timeoutMs: number;
  maxRetries: number;
  continueOnError: boolean;
  logResponseData: boolean;
  /** The request that tests connections, kept as it is. */
  probe?: unknown;
  sendTraceContext?: boolean;
}

export const newStep = (taken: readonly string[]): StepDraft => {
  let n = taken.length + 1;
  while (taken.includes(`step_${n}`)) n += 1;
  return {
    id: `step_${n}`,
    name: '',
    method: 'GET',
    url: '',
    headers: [],
    query: [],
    body: '',
    bodyType: 'json',
    output: [],
    condition: '',
    parallel: false,
  };
};

export const emptyDraft = (): Draft => ({
  name: '',
  description: '',
  icon: '',
  category: 'custom',
  inputSchema: { type: 'object' },
  steps: [newStep([])],
  auth: { type: 'none', secret: '', username: '', in: 'header', name: 'X-API-Key', connector: '', prefix: '' },
  limit: { enabled: false, perMinute: undefined, perHour: undefined, strategy: 'queue' },
  mappings: [],
  timeoutMs: 30_000,
  maxRetries: 3,
  continueOnError: false,
  logResponseData: true,
});

const filled = (pairs: Pair[]) => pairs.filter((pair) => pair.key.trim() !== '');

/** Whether a body is kept as JSON. */
export const isStructured = (type: BodyType) => type === 'json' || type === 'form';

function requestOf(step: StepDraft) {
  const output = filled(step.output);
  const withBody = step.body.trim() !== '' && step.method !== 'GET' && step.method !== 'HEAD';
  return {
    method: step.method,
    url: step.url.trim(),
    headers: filled(step.headers),
    queryParams: filled(step.query),
    ...(withBody ? { body: isStructured(step.bodyType) ? (JSON.parse(step.body) as unknown) : step.body, bodyType: step.bodyType } : {}),
    ...(output.length > 0 ? { output: Object.fromEntries(output.map(({ key, value }) => [key, value])) } : {}),
    ...(step.auth === undefined ? {} : { auth: step.auth }),
  };
}

const stepOf = (step: StepDraft) => ({
  id: step.id,
  ...(step.name.trim() ? { name: step.name.trim() } : {}),
  ...requestOf(step),
  ...(step.condition.trim() ? { condition: { enabled: true, expression: step.condition } } : {}),
});

/** Steps that run at the same time stand together. */
export function grouped(steps: readonly StepDraft[]): StepDraft[][] {
  const groups: StepDraft[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.parallel && last) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function authOf({ type, secret, username, in: where, name, connector, prefix }: AuthDraft) {
  switch (type) {
    case 'none':
      return {};
    case 'bearer':
      return { auth: { type, token: secret } };
    case 'api_key':
      return { auth: { type, in: where, name, value: secret } };
    case 'basic':
      return { auth: { type, username, password: secret } };
    case 'connection':
      return {
        auth: { type, in: where, ...(connector ? { connector } : {}), ...(name ? { name } : {}), ...(prefix ? { prefix } : {}) },
      };
  }
}

function limitOf({ enabled, perMinute, perHour, strategy }: Draft['limit']) {
  if (!enabled) return {};
  const most = { ...(perMinute ? { maxRequestsPerMinute: perMinute } : {}), ...(perHour ? { maxRequestsPerHour: perHour } : {}) };
  return { rateLimiting: { enabled: true, ...most, strategy } };
}

/** A draft with one step without a condition is a single request. */
export function isSingle({ steps: [first, ...others] }: Draft): boolean {
  return others.length === 0 && first !== undefined && first.condition.trim() === '';
}

const isConnection = (auth: unknown) => typeof auth === 'object' && auth !== null && 'type' in auth && auth.type === 'connection';

/** The definition as `POST /connectors` takes it. Throws SyntaxError for a body that is no JSON; the wizard checks before. */
export function definitionOf(draft: Draft) {
  const [first] = draft.steps;
  const connects = draft.auth.type === 'connection' || draft.steps.some(({ auth }) => isConnection(auth));
  const common = {
    ...authOf(draft.auth),
    ...limitOf(draft.limit),
    ...(draft.probe === undefined || !connects ? {} : { probe: draft.probe }),
  };
  const steps = grouped(draft.steps).map((group, i) =>
    group.length === 1 && group[0] ? stepOf(group[0]) : { id: `group_${i + 1}`, type: 'parallel', steps: group.map(stepOf) },
  );
  return {
    name: draft.name.trim(),
    description: draft.description,
    ...(draft.icon.trim() ? { icon: draft.icon.trim() } : {}),
    category: draft.category.trim() || 'custom',
    type: isSingle(draft) ? ('single-step' as const) : ('multi-step' as const),
    inputSchema: (draft.inputSchema ?? { type: 'object' }) as Record<string, unknown>,
    config: isSingle(draft) && first ? { ...requestOf(first), ...common } : { steps, ...common },
    fieldMappings: draft.mappings.filter((one) => one.sourcePath && one.targetField),
    timeoutMs: draft.timeoutMs,
    maxRetries: draft.maxRetries,
    continueOnError: draft.continueOnError,
    logResponseData: draft.logResponseData,
    ...(draft.sendTraceContext === undefined ? {} : { sendTraceContext: draft.sendTraceContext }),
  };
}
