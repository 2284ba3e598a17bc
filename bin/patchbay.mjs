#!/usr/bin/env node
// The command line tool. Plain Node: it only finds the built program and the Node it runs on.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../scripts/prepare/launch.mjs';
import { DIST, Hint, ROOT } from '../scripts/prepare/paths.mjs';
import { main } from '../scripts/prepare/prepare.mjs';

await main(async () => {
  const program = join(DIST, 'apps', 'cli', 'src', 'main.js');
  if (!existsSync(program)) throw new Hint('The command line tool is not built yet. Run: npm run build');
  const aliases = pathToFileURL(join(ROOT, 'scripts', 'aliases.mjs')).href;
  process.exitCode = await launch(['--import', aliases, program, ...process.argv.slice(2)], { cwd: process.cwd() });
});
