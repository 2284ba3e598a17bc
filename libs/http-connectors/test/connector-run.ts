import {
  PlatformError,
  Redactor,
  type OutboundResponse,
  type ProviderRequest,
  type RunContext,
  type Runnable,
  type RunResult,
  type StepRecord,
} from '@patchbay/kernel';
import { compileConnector, parseDefinition } from '../src/index.js';

/** What the provider of a test answers. `body`: an object is sent as JSON, a text as it is. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestRun {
  readonly runnable: Runnable;
  readonly requests: ProviderRequest[];
  readonly steps: StepRecord[];
  readonly run: () => Promise<RunResult>;
}

export interface Setting extends Partial<Omit<RunContext, 'send'>> {
  readonly answer?: (request: ProviderRequest) => Answer | Promise<Answer>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A definition compiled as it would be from the database, with a provider that answers from memory. */
export function testRun(
  definition: Record<string, unknown>,
  { answer = () => ({ body: {} }), secrets = {}, ...context }: Setting = {},
): TestRun {
  const runnable = compileConnector({
    id: 'c1',
    version: 1,
    enabled: true,
    definition: parseDefinition({ name: 'Test', ...definition }, { maxSteps: 10 }),
  });
  const requests: ProviderRequest[] = [];
  const steps: StepRecord[] = [];
  const redactor = new Redactor();
  for (const secret of runnable.literalSecrets ?? []) redactor.add(secret);
  const run = (): Promise<RunResult> =>
    runnable.run({
      input: {},
      workspaceSecret: async (name) => {
        const value = secrets[name];
        if (value === undefined) throw new PlatformError('template_invalid', `There is no workspace secret "${name}".`);
        redactor.add(value);
        return value;
      },
      credential: { credential: { type: 'none' }, metadata: {}, source: 'none' },
      send: async (request) => {
        requests.push(request);
        return toResponse(await answer(request));
      },
      signal: new AbortController().signal,
      deadlineAt: Date.now() + 60_000,
      now: new Date('2026-01-31T12:00:00Z'),
      onStep: (step) => steps.push(step),
      onCost: () => undefined,
      redact: (text) => redactor.text(text),
      ...context,
    });
  return { runnable, requests, steps, run };
}

export function toResponse({ status = 200, body, type, headers = {} }: Answer): OutboundResponse {
  const isText = typeof body === 'string' || body instanceof Uint8Array;
  const bytes =
    body === undefined ? new Uint8Array() : body instanceof Uint8Array ? body : Buffer.from(isText ? String(body) : JSON.stringify(body));
  const contentType = type ?? (isText ? 'text/plain' : 'application/json');
  return {
    status,
    headers: { ...(contentType === '' ? {} : { 'content-type': contentType }), ...headers },
    body: bytes,
    url: 'https://api.example.com/',
  };
}

/** The error a promise ends with. */
export async function failureOf(work: Promise<unknown>): Promise<PlatformError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof PlatformError) return thrown;
    throw thrown;
  }
  throw new Error('It did not fail.');
}
