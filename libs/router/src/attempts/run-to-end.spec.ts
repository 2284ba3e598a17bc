import { afterEach, expect, test } from '@jest/globals';
import { PlatformError, type RunContext, type RunResult } from '@patchbay/kernel';
import { lastRow, runnableOf, startBench, type Bench } from '../../test/router-bench.js';

let bench: Bench;
afterEach(() => bench.close());
const start = async (run: (context: RunContext) => Promise<RunResult>, effect: 'read' | 'create' = 'create'): Promise<void> => {
  bench = await startBench({ runnable: runnableOf({ effect, totalTimeoutMs: 60, run }) });
};
const whenStopped = ({ signal }: RunContext): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
const unavailable = (sent: boolean): PlatformError => new PlatformError('provider_unavailable', 'The connection broke.', { sent });

test.each([
  ['create', true, 'outcome_unknown', 'unknown'],
  ['create', false, 'provider_unavailable', 'failed'],
  ['read', true, 'provider_unavailable', 'failed'],
] as const)('a driver whose %s broke (sent: %s) ends as %s', async (effect, sent, code, status) => {
  await start(() => Promise.reject(unavailable(sent)), effect);
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code } });
  expect(lastRow(bench).status).toBe(status);
});

test('a provider that answered has decided: its failure is not unknown', async () => {
  await start(() => Promise.reject(new PlatformError('provider_unavailable', 'It answered 500.', { sent: true, providerStatus: 500 })));
  expect(await bench.run()).toMatchObject({ error: { code: 'provider_unavailable' } });
});

test.each([
  ['create', 'outcome_unknown'],
  ['read', 'deadline_exceeded'],
] as const)('a driver that is stopped in a %s by the deadline and throws whatever it likes ends as %s', async (effect, code) => {
  await start(async (context) => {
    await whenStopped(context);
    throw new TypeError('the socket is gone');
  }, effect);
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code } });
});

test('a result that comes as the run is being stopped is what happened', async () => {
  await start(async (context) => {
    await whenStopped(context);
    return { output: { id: 7 } };
  });
  expect(await bench.run()).toMatchObject({ kind: 'succeeded', output: { id: 7 } });
});

test('a run that carried on after steps failed by being stopped was cut short', async () => {
  await start(async (context) => {
    await whenStopped(context);
    return { output: {}, partial: true };
  }, 'read');
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'deadline_exceeded' } });
});

test('a call that is cancelled before it begins sends nothing', async () => {
  await start(() => Promise.resolve({ output: null }));
  expect(await bench.run({ signal: AbortSignal.abort() })).toMatchObject({ kind: 'failed', error: { code: 'cancelled' } });
  expect(lastRow(bench).status).toBe('cancelled');
});
