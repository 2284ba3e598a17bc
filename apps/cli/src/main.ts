import { fileURLToPath } from 'node:url';
import { runCommandLine } from './program.js';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  // From dist/apps/cli/src.
  projectDir: fileURLToPath(new URL('../../../..', import.meta.url)),
  print: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
  now: () => new Date(),
});
