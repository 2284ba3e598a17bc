import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommandLine } from '../src/program.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]): { ended: Promise<number>; printed: string[]; told: string[]; ready: Promise<void> } {
  const [printed, told]: [string[], string[]] = [[], []];
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const ended = runCommandLine(['simulate', '--port', '0', '--write', folder, ...args], {
    env: {},
    projectDir: folder,
    print: (line) => printed.push(line),
    tell: (line) => {
      told.push(line);
      resolve();
    },
    now: () => new Date(),
  });
  return { ended, printed, told, ready };
}

test('plays the chosen providers with the asked troubles until it is stopped, and writes what a server needs', async () => {
  const run = start('--connectors', 'stripe,slack', '--faults', 'stripe status=503 times=1');
  await run.ready;
  const overrides = JSON.parse(readFileSync(join(folder, 'overrides.json'), 'utf8')) as Record<string, { baseUrl: string }>;
  expect(Object.keys(overrides).sort()).toEqual(['slack', 'stripe']);
  expect(readFileSync(join(folder, 'simulator.env'), 'utf8')).toContain('PATCHBAY_OAUTH_SLACK_CLIENT_ID=simulator\n');
  const ask = () => fetch(`${overrides['stripe']?.baseUrl}/v1/customers`, { headers: { authorization: 'Bearer simulator-key' } });
  const answers = [await ask(), await ask()];
  expect(answers.map(({ status }) => status)).toEqual([503, 200]);
  process.emit('SIGTERM');
  expect(await run.ended).toBe(0);
  await expect(ask()).rejects.toThrow();
});

test.each([
  [['--connectors', 'acme'], /acme is no connector; there are .*stripe/],
  [['--connectors', 'mysql'], /mysql is not simulated/],
  [['--faults', 'stripe status=200'], /"stripe status=200" is no fault: status/],
  [['--port', '70000'], /whole number from 0 to 65535/],
])('refuses %j with what is wrong', async (args, words) => {
  const run = start(...args);
  expect(await run.ended).toBe(1);
  expect(run.told.join('\n')).toMatch(words);
});
