import { describe, expect, test } from '@jest/globals';
import { PlatformError } from '@patchbay/kernel';
import { failureOf, testRun, type Answer } from '../../test/connector-run.js';

const CONTACT = { email: 'ann@example.com', phone_number: '+1 (555) 010' };
const get = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  method: 'GET',
  url: `https://a.example/${id}`,
  ...more,
});
const multi = (...steps: Record<string, unknown>[]): Record<string, unknown> => ({ type: 'multi-step', config: { steps } });

describe('a single-step connector', () => {
  test('sends the documented request and answers with the response', async () => {
    const { run, requests, steps, runnable } = testRun(
      {
        config: {
          method: 'GET',
          url: 'https://api.example.com/phone?phone={{contact.phone_number}}',
          headers: [{ key: 'X-API-Key', value: '{{workspace.key}}' }],
          queryParams: [{ key: 'format', value: 'json' }],
          body: { email: '{{contact.email}}' },
          bodyType: 'json',
          auth: { type: 'bearer', token: '{{workspace.token}}' },
        },
        fieldMappings: [{ sourcePath: 'identities[0].firstName', targetField: 'firstname' }],
      },
      {
        contact: CONTACT,
        secrets: { key: 'k-e-y', token: 's3cret&token' },
        answer: () => ({ body: { identities: [{ firstName: 'Ann' }], echo: 's3cret&token' } }),
      },
    );
    const result = await run();
    expect(requests).toEqual([
      {
        method: 'GET',
        url: 'https://api.example.com/phone?phone=%2B1%20(555)%20010&format=json',
        effect: 'read',
        timeoutMs: 30_000,
        maxRetries: 3,
        headers: { 'X-API-Key': 'k-e-y', Authorization: 'Bearer s3cret&token' },
      },
    ]);
    expect(result).toEqual({ output: { identities: [{ firstName: 'Ann' }], echo: 's3cret&token' } });
    expect(runnable.mapContact(result.output)).toEqual({ firstname: 'Ann' });
    expect(steps).toEqual([
      {
        id: 'request',
        status: 'succeeded',
        startedAt: expect.stringMatching(/Z$/),
        durationMs: expect.any(Number),
        request: {
          method: 'GET',
          url: 'https://api.example.com/phone?phone=%2B1%20(555)%20010&format=json',
          headers: { 'x-api-key': '[redacted]', authorization: '[redacted]' },
        },
        response: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          bytes: 58,
          body: { identities: [{ firstName: 'Ann' }], echo: '[redacted]' },
        },
        output: { identities: [{ firstName: 'Ann' }], echo: '[redacted]' },
      },
    ]);
  });

  test('answers with its declared output when it has one', async () => {
    const { run } = testRun(
      { config: { url: 'https://a.example/', output: { id: 'data.id', none: 'x.y' } } },
      { answer: () => ({ body: { data: { id: 7 } } }) },
    );
    expect(await run()).toEqual({ output: { id: 7, none: null } });
  });

  test('fails with its step although it would carry on', async () => {
    const { run, steps } = testRun({ continueOnError: true, config: { url: 'https://a.example/' } }, { answer: () => ({ status: 500 }) });
    expect(await failureOf(run())).toMatchObject({ code: 'provider_unavailable', detail: { stepId: 'request', providerStatus: 500 } });
    expect(steps[0]).toMatchObject({ id: 'request', status: 'failed', error: { code: 'provider_unavailable', providerStatus: 500 } });
  });

  test('leaves response data out of the record when it may not be kept', async () => {
    const { run, steps } = testRun(
      { logResponseData: false, config: { url: 'https://a.example/' } },
      { answer: () => ({ body: { private: 1 } }) },
    );
    expect(await run()).toEqual({ output: { private: 1 } });
    expect(steps[0]).not.toHaveProperty('output');
    expect(steps[0]?.response).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, bytes: 13 });
  });

  test('cuts long bodies and outputs in the record only', async () => {
    const { run, steps } = testRun({ config: { url: 'https://a.example/' } }, { answer: () => ({ body: { text: 'x'.repeat(100_000) } }) });
    const { output } = await run();
    expect(JSON.stringify(output)).toHaveLength(100_011);
    expect(steps[0]?.response).toMatchObject({ truncated: true, bytes: 100_011, body: expect.stringContaining('[truncated]') });
    expect(JSON.stringify(steps[0]).length).toBeLessThan(140_000);
  });

  test('a literal credential is told for redaction and never shown, in a header or parameter of any name', async () => {
    for (const where of ['header', 'query']) {
      const { run, steps, runnable } = testRun(
        { config: { url: 'https://a.example/?a=1', auth: { type: 'api_key', in: where, name: 'X-Whatever', value: 'lit/eral' } } },
        { answer: () => ({ body: { echo: 'lit/eral' } }) },
      );
      await run();
      expect(runnable.literalSecrets).toEqual(['lit/eral']);
      expect(JSON.stringify(steps)).not.toMatch(/lit.{1,3}eral/);
    }
  });
});

describe('a multi-step connector', () => {
  test('runs steps in order, groups at once, skips by condition and answers with outputs by step id', async () => {
    const { run, requests, steps } = testRun(
      multi(
        get('step_1', { name: 'Find', output: { companyId: 'data.company.id', none: 'x.y' } }),
        {
          id: 'group_1',
          type: 'parallel',
          condition: { expression: '{{step_1.companyId}} !== null' },
          steps: [
            { id: 'p1', method: 'POST', url: 'https://a.example/p1', body: { id: '{{step_1.companyId}}', text: 'n {{step_1.companyId}}' } },
            get('p2', { url: 'https://a.example/p2/{{step_1.companyId}}' }),
          ],
        },
        get('last', { condition: { enabled: true, expression: '{{step_1.none}} !== null' } }),
        get('off', { condition: { enabled: false, expression: 'false' } }),
      ),
      { answer: ({ url }) => ({ body: url.endsWith('step_1') ? { data: { company: { id: 7 } } } : { at: url } }) },
    );
    expect(await run()).toEqual({
      output: {
        step_1: { companyId: 7, none: null },
        p1: { at: 'https://a.example/p1' },
        p2: { at: 'https://a.example/p2/7' },
        off: { at: 'https://a.example/off' },
      },
    });
    expect(requests.map(({ stepId, effect, body }) => [stepId, effect, body])).toEqual([
      ['step_1', 'read', undefined],
      ['p1', 'create', '{"id":7,"text":"n 7"}'],
      ['p2', 'read', undefined],
      ['off', 'read', undefined],
    ]);
    expect(steps.map(({ id, name, status, groupId, reason }) => [id, name, status, groupId, reason])).toEqual([
      ['step_1', 'Find', 'succeeded', undefined, undefined],
      ['p1', undefined, 'succeeded', 'group_1', undefined],
      ['p2', undefined, 'succeeded', 'group_1', undefined],
      ['last', undefined, 'skipped', undefined, 'The condition is false: {{step_1.none}} !== null'],
      ['off', undefined, 'succeeded', undefined, undefined],
    ]);
  });

  test('the steps of a group are in flight at the same time', async () => {
    let inFlight = 0;
    let most = 0;
    const everyone = Promise.withResolvers<void>();
    const { run } = testRun(multi({ id: 'g', type: 'parallel', steps: [get('a'), get('b'), get('c')] }), {
      answer: async () => {
        most = Math.max(most, ++inFlight);
        if (inFlight === 3) everyone.resolve();
        await everyone.promise;
        return { body: {} };
      },
    });
    await run();
    expect(most).toBe(3);
  });

  test('ends with the first failure in order, after the whole group has come to its end', async () => {
    const { run, steps, requests } = testRun(multi({ id: 'g', type: 'parallel', steps: [get('a'), get('b'), get('c')] }, get('d')), {
      answer: async ({ stepId }): Promise<Answer> =>
        stepId === 'c'
          ? { status: 403 }
          : stepId === 'a'
            ? new Promise((resolve) => setImmediate(() => resolve({ status: 404 })))
            : { body: 1 },
    });
    expect(await failureOf(run())).toMatchObject({ code: 'provider_not_found', detail: { stepId: 'a' } });
    expect(steps.map(({ id, status }) => [id, status]).sort()).toEqual([
      ['a', 'failed'],
      ['b', 'succeeded'],
      ['c', 'failed'],
    ]);
    expect(requests).toHaveLength(3);
  });

  test('carries on after a failure when asked to, with the output missing', async () => {
    const definition = {
      continueOnError: true,
      ...multi(
        get('a'),
        get('b', { url: 'https://a.example/{{a.id}}' }),
        get('c', { condition: { expression: '{{a.id}} === null' } }),
        get('d', { url: 'https://a.example/{{a.id | default: "x"}}' }),
      ),
    };
    const { run, steps, requests } = testRun(definition, {
      answer: ({ stepId }) => (stepId === 'a' ? { status: 422, body: { message: 'no' } } : { body: { ok: true } }),
    });
    expect(await run()).toEqual({ output: { c: { ok: true }, d: { ok: true } }, partial: true });
    expect(steps.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'failed'],
      ['b', 'failed'],
      ['c', 'succeeded'],
      ['d', 'succeeded'],
    ]);
    expect(steps[1]?.error).toMatchObject({
      code: 'template_invalid',
      message: expect.stringContaining('config.steps[1].url: {{a.id}} has no value because step "a" failed'),
    });
    expect(requests.at(-1)?.url).toBe('https://a.example/x');
  });

  test.each(['outcome_unknown', 'cancelled', 'bug'] as const)('does not carry on over %s', async (code) => {
    const { run, requests } = testRun(
      { continueOnError: true, ...multi(get('a'), get('b')) },
      {
        answer: () => {
          throw new PlatformError(code, 'x');
        },
      },
    );
    expect(await failureOf(run())).toMatchObject({ code, detail: { stepId: 'a' } });
    expect(requests).toHaveLength(1);
  });

  test('stops between steps when it is cancelled', async () => {
    const cancel = new AbortController();
    const { run, requests, steps } = testRun(multi(get('a'), get('b')), {
      signal: cancel.signal,
      answer: () => {
        cancel.abort();
        return { body: {} };
      },
    });
    expect(await failureOf(run())).toMatchObject({ code: 'cancelled', detail: { stepId: 'b' } });
    expect(requests).toHaveLength(1);
    expect(steps.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  test('the abort reason is the error when it is one of ours', async () => {
    const reason = new PlatformError('shutting_down', 'The server is stopping.');
    expect(await failureOf(testRun(multi(get('a')), { signal: AbortSignal.abort(reason) }).run())).toMatchObject({ code: 'shutting_down' });
  });

  test('starts no request after the deadline and lets none outlast it', async () => {
    expect(await failureOf(testRun(multi(get('a')), { deadlineAt: Date.now() - 1 }).run())).toMatchObject({ code: 'deadline_exceeded' });
    const { run, requests } = testRun(multi(get('a')), { deadlineAt: Date.now() + 2_000 });
    await run();
    expect(requests[0]?.timeoutMs).toBeLessThanOrEqual(2_000);
  });

  test('a condition that does not fit its values fails the step', async () => {
    const { run } = testRun(multi(get('a', { condition: { expression: '{{input.n}} > "x"' } })), { input: { n: 1 } });
    expect(await failureOf(run())).toMatchObject({
      code: 'template_invalid',
      detail: { stepId: 'a', path: 'config.steps[0].condition.expression' },
    });
  });

  test('an output path that does not fit the answer fails the step', async () => {
    const { run } = testRun(multi(get('a', { output: { total: 'sum(items)' } })), { answer: () => ({ body: { items: ['x'] } }) });
    expect(await failureOf(run())).toMatchObject({
      code: 'mapping_failed',
      message: expect.stringContaining('config.steps[0].output.total'),
    });
  });
});

describe('workspace secrets', () => {
  test('are opened once per run and only those a step needs', async () => {
    const opened: string[] = [];
    const { run } = testRun(
      multi(
        get('a', { headers: [{ key: 'X', value: '{{workspace.one}}' }] }),
        get('b', { condition: { expression: 'false' }, headers: [{ key: 'X', value: '{{workspace.two}}' }] }),
        get('c', { queryParams: [{ key: 'k', value: '{{workspace.one}}' }] }),
      ),
      {
        workspaceSecret: async (name) => {
          opened.push(name);
          return `secret ${name}`;
        },
      },
    );
    await run();
    expect(opened).toEqual(['one']);
  });

  test('a missing one is an error unless there is a default', async () => {
    const header = (value: string): Record<string, unknown> => ({ config: { url: 'https://a.example/', headers: [{ key: 'X', value }] } });
    expect(await failureOf(testRun(header('{{workspace.gone}}')).run())).toMatchObject({
      code: 'template_invalid',
      detail: { stepId: 'request' },
    });
    const { run, requests } = testRun(header('{{workspace.gone | default: "none"}}'));
    await run();
    expect(requests[0]?.headers).toEqual({ X: 'none' });
  });

  test('a source that is away is not a missing secret', async () => {
    const away = testRun(
      { config: { url: 'https://a.example/', headers: [{ key: 'X', value: '{{workspace.k | default: "none"}}' }] } },
      {
        workspaceSecret: async () => {
          throw new PlatformError('credential_source_unavailable', 'away');
        },
      },
    );
    expect(await failureOf(away.run())).toMatchObject({ code: 'credential_source_unavailable' });
  });
});
