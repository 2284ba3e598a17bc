import { emptyDraft, isStructured, newStep, type AuthDraft, type BodyType, type Draft, type Pair, type StepDraft } from './definition.ts';

type Json = Record<string, unknown>;
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);
const pairs = (value: unknown): Pair[] => list(value).map((one) => ({ key: text(object(one).key), value: text(object(one).value) }));

/** A request of a definition as the step of a draft. */
export function stepDraft(value: unknown, taken: readonly string[]): StepDraft {
  const step = object(value);
  const bodyType = text(step.bodyType, 'json') as BodyType;
  const condition = object(step.condition);
  const { body } = step;
  return {
    ...newStep(taken),
    ...(typeof step.id === 'string' ? { id: step.id } : {}),
    name: text(step.name),
    method: text(step.method, 'GET').toUpperCase(),
    url: text(step.url),
    headers: pairs(step.headers),
    query: pairs(step.queryParams),
    body: body === undefined ? '' : isStructured(bodyType) ? JSON.stringify(body, null, 2) : text(body),
    bodyType,
    output: Object.entries(object(step.output)).map(([key, path]) => ({ key, value: text(path) })),
    condition: condition.enabled === false ? '' : text(condition.expression),
  };
}

function stepsOf(config: Json): StepDraft[] {
  if (!Array.isArray(config.steps)) return [stepDraft(config, [])];
  const steps: StepDraft[] = [];
  for (const entry of config.steps) {
    const inGroup = list(object(entry).steps);
    const outer = text(object(object(entry).condition).expression);
    const members = inGroup.length > 0 ? inGroup : [entry];
    for (const [i, member] of members.entries()) {
      const step = stepDraft(
        member,
        steps.map(({ id }) => id),
      );
      const both = inGroup.length > 0 && outer ? [outer, step.condition].filter(Boolean) : [step.condition];
      const own = object(member).auth;
      steps.push({
        ...step,
        parallel: i > 0,
        condition: both.length > 1 ? both.map((one) => `(${one})`).join(' && ') : (both[0] ?? ''),
        ...(own === undefined ? {} : { auth: own }),
      });
    }
  }
  return steps;
}

function authDraft(value: unknown): AuthDraft {
  const auth = object(value);
  const empty = emptyDraft().auth;
  return {
    ...empty,
    type: text(auth.type, 'none') as AuthDraft['type'],
    secret: text(auth.token ?? auth.value ?? auth.password),
    username: text(auth.username),
    in: auth.in === 'query' ? 'query' : 'header',
    name: text(auth.name, auth.type === 'connection' ? '' : empty.name),
    connector: text(auth.connector),
    prefix: text(auth.prefix),
  };
}

/** A stored, imported or installed definition as a draft. What the wizard does not know is left to the server's defaults. */
export function draftOf(definition: unknown): Draft {
  const from = object(definition);
  const empty = emptyDraft();
  const config = object(from.config);
  const limit = object(config.rateLimiting);
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return {
    ...empty,
    name: text(from.name),
    description: text(from.description),
    icon: text(from.icon),
    category: text(from.category, empty.category),
    inputSchema: from.inputSchema ?? empty.inputSchema,
    steps: stepsOf(config),
    auth: authDraft(config.auth),
    limit: {
      enabled: config.rateLimiting !== undefined && limit.enabled !== false,
      perMinute: number(limit.maxRequestsPerMinute),
      perHour: number(limit.maxRequestsPerHour),
      strategy: limit.strategy === 'fail' ? 'fail' : 'queue',
    },
    mappings: list(from.fieldMappings).map((one) => ({
      sourcePath: text(object(one).sourcePath),
      targetField: text(object(one).targetField),
    })),
    timeoutMs: number(from.timeoutMs) ?? empty.timeoutMs,
    maxRetries: number(from.maxRetries) ?? empty.maxRetries,
    continueOnError: from.continueOnError === true,
    logResponseData: from.logResponseData !== false,
    ...(config.probe === undefined ? {} : { probe: config.probe }),
    ...(typeof from.sendTraceContext === 'boolean' ? { sendTraceContext: from.sendTraceContext } : {}),
  };
}
