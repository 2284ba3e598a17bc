import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { serverArguments, SERVER_FLAGS } from './prepare/server-flags.mjs';
import { parseDockerfile, type Step } from './testing/dockerfile.mjs';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const stages = parseDockerfile(read('docker/Dockerfile'));
const final = stages.at(-1)?.steps ?? [];
const last = (instruction: string): Step | undefined => final.findLast((step) => step.instruction === instruction);
/** What the final stage gets of our own files, relative to its workdir. */
const copied = final.filter((step) => step.instruction === 'COPY').map((step) => posix.normalize(step.text.split(' ').at(-1) ?? ''));

/** A file and all it imports by relative path. */
function reached(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, relative] of read(path).matchAll(/(?:from|import) '(\.[^']+)'/g))
    reached(posix.join(posix.dirname(path), relative ?? ''), seen);
  return seen;
}

async function runScript(path: string, env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, said };
}

test('every stage has the Node that package.json asks for', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  expect(new Set(stages.map(({ image }) => image))).toEqual(new Set([`node:${dependencies['node']}-bookworm-slim`]));
});

test('the image runs as a user that is not root, by number, keeps its data in a volume and knows whether it is healthy', () => {
  expect(last('USER')?.text).toMatch(/^[1-9]\d*$/);
  expect(final.indexOf(last('USER') as Step)).toBeLessThan(final.indexOf(last('CMD') as Step));
  expect(last('ENV')?.text).toContain(`PATCHBAY_DATA_DIR=${last('VOLUME')?.text}`);
  expect(last('HEALTHCHECK')?.words?.[0]).toBe('node');
});

test('all that its commands import is copied into it, and packages come without those of development', () => {
  const entries = [...(last('CMD')?.words ?? []), ...(last('HEALTHCHECK')?.words ?? []), 'bin/patchbay.mjs', 'scripts/aliases.mjs'];
  const files = entries.filter((word) => word.endsWith('.mjs')).flatMap((path) => [...reached(path)]);
  expect(files).toContain('scripts/prepare/server-flags.mjs');
  expect(files.filter((file) => !copied.some((path) => file === path || file.startsWith(`${path}/`)))).toEqual([]);
  const packages = stages.find(({ name }) => name === 'packages')?.steps.find(({ instruction }) => instruction === 'RUN');
  expect(packages?.text).toContain('npm ci --omit=dev');
});

test('each role has its program and the flags of every other start', () => {
  expect(serverArguments('worker')).toEqual([...SERVER_FLAGS, '--import', './scripts/aliases.mjs', 'dist/apps/worker/src/main.js']);
  for (const role of ['all', 'api', undefined, 'boss']) expect(serverArguments(role).at(-1)).toBe('dist/apps/api/src/main.js');
});

test('without a database it does not start and names what is missing', async () => {
  const { code, said } = await runScript('scripts/image/start.mjs', {});
  expect(code).toBe(1);
  expect(said).toMatch(/^DATABASE_URL: is needed.*\n$/);
}, 30_000);

test('the health check passes while the server can take work, and at no other time', async () => {
  let status = 200;
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env = { PORT: String((server.address() as AddressInfo).port) };
  expect(await runScript('scripts/image/health.mjs', env)).toEqual({ code: 0, said: '' });
  status = 503;
  expect((await runScript('scripts/image/health.mjs', env)).code).toBe(1);
  server.close();
  server.closeAllConnections();
  expect((await runScript('scripts/image/health.mjs', env)).code).toBe(1);
  expect(asked).toEqual(['/health/ready', '/health/ready']);
}, 60_000);

test('a Dockerfile is read with joined lines, comments between them, flags and commands as lists', () => {
  const [stage] = parseDockerfile(
    'FROM a AS b\nRUN one \\\n  # why\n  && two\nCOPY --from=x /y ./z\nHEALTHCHECK --interval=1s CMD ["c", "d"]\n',
  );
  expect(stage).toEqual({
    name: 'b',
    image: 'a',
    steps: [
      { instruction: 'RUN', flags: {}, text: 'one && two' },
      { instruction: 'COPY', flags: { from: 'x' }, text: '/y ./z' },
      { instruction: 'HEALTHCHECK', flags: { interval: '1s' }, text: 'CMD ["c", "d"]', words: ['c', 'd'] },
    ],
  });
});

test('an instruction that is not carried out is refused', () => {
  expect(() => parseDockerfile('FROM a\nADD b c\n')).toThrow('ADD b c');
});
