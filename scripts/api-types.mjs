// Writes the web app's types of the API out of the document that the built server publishes.
//   node scripts/api-types.mjs                   starts a server on a database of its own, asks it, stops it
//   node scripts/api-types.mjs --url <address>   asks a server that runs
//   node scripts/api-types.mjs --check …         writes nothing; ends with 1 when the types are out of date
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from './prepare/free-port.mjs';
import { Hint, localNode, ROOT } from './prepare/paths.mjs';
import { main, prepare } from './prepare/prepare.mjs';

const TYPES = join(ROOT, 'apps', 'web', 'src', 'api', 'schema.ts');
const PATIENCE_MS = 120_000;

await main(async () => {
  const { values } = parseArgs({ options: { url: { type: 'string' }, check: { type: 'boolean', default: false } } });
  const document = values.url ? await documentAt(values.url) : await documentOfOwnServer();
  const types = await typesOf(document);
  if (values.check) {
    if (readFileSync(TYPES, 'utf8') !== types)
      throw new Hint('apps/web/src/api/schema.ts does not fit the published API any more. Write it anew: node scripts/api-types.mjs');
  } else writeFileSync(TYPES, types);
});

/** In: an OpenAPI document. Out: its types as our formatter likes them. Objects without named members are unknown values, not empty ones. */
async function typesOf(document) {
  const [{ default: openapi, astToString }, prettier] = await Promise.all([import('openapi-typescript'), import('prettier')]);
  const ast = await openapi(document, { emptyObjectsUnknown: true, defaultNonNullable: false, alphabetize: true });
  const style = await prettier.resolveConfig(TYPES);
  return prettier.format(
    `// Written by scripts/api-types.mjs out of the published OpenAPI document. Not to be changed by hand.\n${astToString(ast)}`,
    {
      ...style,
      filepath: TYPES,
    },
  );
}

async function documentAt(url) {
  const response = await fetch(`${url.replace(/\/$/, '')}/api/v1/openapi.json`);
  if (!response.ok) throw new Hint(`${url} answered ${response.status}.`);
  return response.json();
}

async function documentOfOwnServer() {
  await prepare();
  const data = mkdtempSync(join(tmpdir(), 'patchbay-types-'));
  const port = await freePort();
  const server = spawn(localNode(), ['--import', './scripts/aliases.mjs', 'dist/apps/api/src/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PATCHBAY_DATA_DIR: data, PORT: String(port) },
    stdio: 'ignore',
  });
  const gone = once(server, 'exit');
  try {
    const url = `http://127.0.0.1:${port}`;
    await answers(url, server);
    return await documentAt(url);
  } finally {
    server.kill('SIGTERM');
    await gone;
    rmSync(data, { recursive: true, force: true });
  }
}

async function answers(url, server) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    if (server.exitCode !== null) break;
    const up = await fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Hint('The server did not start. `npm start` says why.');
}
