import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startTestApi, type TestApi } from './support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

it('the web app knows the API as it is published: its types are those of the document', async () => {
  const run = promisify(execFile)(process.execPath, ['scripts/api-types.mjs', '--check', '--url', api.url]);
  const said = await run.then(
    () => 'up to date',
    (error: { stderr?: string }) => error.stderr,
  );
  expect(said).toBe('up to date');
});
