import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiKey, defineAction, defineConnector, type ActionContext, type HttpConnector } from '@patchbay/connector-sdk';
import { z } from 'zod';
import { brokenAnswerProblems, failureProblems } from './check-failures.js';
import { hostileProblems, leavingProblems, pagingProblems } from './check-inputs.js';
import { play } from './check-recordings.js';
import { ContractSubject } from './contract-subject.js';
import { ProviderStage } from './provider-stage.js';
import { requestsWithoutLink } from './vendor-links.js';

const Input = z.object({ id: z.string(), max: z.int().default(5) });
type Run = (context: ActionContext<z.output<typeof Input>>) => Promise<unknown>;

let stage: ProviderStage;
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
beforeAll(async () => {
  stage = await ProviderStage.open();
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

/** A connector with one action that may be badly written, and one recording. */
function subjectOf(run: Run, facts: Partial<HttpConnector> = {}): ContractSubject {
  const action = defineAction({
    key: 'thing.create',
    title: 'Create',
    effect: 'create',
    input: Input,
    output: z.object({ list: z.array(z.number()) }),
    run: run as never,
  });
  const made = defineConnector({
    key: 'acme',
    title: 'Acme',
    category: 'other',
    auth: apiKey({ in: 'header', name: 'x-key' }),
    baseUrl: 'https://api.acme.test',
    probe: '/me',
    actions: [action],
  });
  mkdirSync(join(folder, 'replies'), { recursive: true });
  const reply = {
    action: 'thing.create',
    input: { id: 'a' },
    exchanges: [{ request: { method: 'POST', path: '/things', body: { id: 'a' } }, response: { status: 201, body: { list: [1, 2] } } }],
    output: { list: [1, 2] },
  };
  writeFileSync(join(folder, 'replies/thing.json'), JSON.stringify(reply));
  return new ContractSubject({ ...made, ...facts }, folder, { spec: 'no-such-vendor' });
}

const Wire = z.object({ list: z.array(z.number()) });
const good: Run = ({ input, http }) => http.post('/things', { json: { id: input.id }, expect: Wire });

async function problemsOf(subject: ContractSubject): Promise<string[]> {
  const [reply] = subject.replies;
  if (!reply) throw new Error('no recording');
  const played = await play(subject, stage, reply);
  return [
    ...played.problems,
    ...(await failureProblems(subject, stage, reply)),
    ...(await brokenAnswerProblems(subject, stage, reply)),
    ...(await hostileProblems(subject, stage, reply)),
    ...(await leavingProblems(subject, stage)),
  ];
}

describe('the connector contract', () => {
  it('has nothing to say about a good action', async () => expect(await problemsOf(subjectOf(good))).toEqual([]));

  it.each<[string, Run, RegExp]>([
    [
      'a request that differs from the recording',
      ({ http }) => http.post('/things', { json: { id: 'b' }, expect: Wire }),
      /body: recorded/,
    ],
    [
      'an output its schema does not name',
      async (context) => ({ ...((await good(context)) as object), extra: 1 }),
      /members its schema does not name/,
    ],
    ['an error that was swallowed', (context) => good(context).catch(() => ({ list: [1, 2] })), /expected provider_rejected, got success/],
    [
      'an error that was replaced',
      (context) =>
        good(context).catch(() => {
          throw new Error('failed');
        }),
      /expected provider_rejected, got bug/,
    ],
    ['a create that is tried again', (context) => good(context).catch(() => good(context)), /sent twice/],
    [
      'an answer that is not checked',
      async (context) => (await context.http.send('POST', '/things', { json: { id: context.input.id } })).body,
      /malformed: got success/,
    ],
    [
      'an input that makes a header',
      async ({ input, http }) => http.post('/things', { json: { id: input.id }, headers: { [`x-${input.id.length}`]: 'x' }, expect: Wire }),
      /headers x-/,
    ],
    [
      'an input that makes a query parameter',
      async ({ input, http }) => http.post('/things', { json: { id: input.id }, query: { [input.id]: 'x' }, expect: Wire }),
      /query parameters/,
    ],
  ])('reports %s', async (_, run, expected) => {
    const found = await problemsOf(subjectOf(run)).catch((error: unknown) => [String(error)]);
    expect(found.join('\n')).toMatch(expected);
  });

  it('reports a list that ignores max', async () => {
    const subject = subjectOf(good);
    expect(await pagingProblems(subject, stage, subject.replies)).toEqual(['no recording goes to a second page', 'max 1 answered 2 items']);
  });

  it('finds requests without a documentation address', () => {
    writeFileSync(
      join(folder, 'x.connector.ts'),
      'const a = 1;\n// https://docs.acme.test\nhttp.get("/a");\n\n\n\n\n\nawait http.post("/b");\n',
    );
    expect(requestsWithoutLink(folder)).toEqual(['x.connector.ts:9']);
  });
});
