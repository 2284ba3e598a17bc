import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATEGORIES } from '@patchbay/connector-sdk';
import { Option, type Command } from 'commander';
import { CommandFailure, type CliContext } from '../cli-context.js';
import { recordAction, type RecordOptions } from './connector-record.js';
import { isCategory, isConnectorKey, scaffold, withIndexLine } from './connector-scaffold.js';

/** `patchbay connector new|test|record`: for authors, inside a checkout of the project. */
export function addConnectorCommands(program: Command, context: CliContext): void {
  const command = program.command('connector').description('writes, tests and records connectors, inside a checkout').helpCommand(false);
  command
    .command('new')
    .description('makes the folder of a new connector: facts, one action, recordings and spec')
    .argument('<name>', 'key of the connector, in kebab-case')
    .addOption(new Option('-c, --category <category>', 'folder it belongs to').choices(CATEGORIES).default('other'))
    .action((name: string, options: { category: string }) => create(context, name, options.category));
  command
    .command('test')
    .description('runs the contract of one connector')
    .argument('<name>', 'key of the connector')
    .option('-u, --update', 'write what is really sent and answered into the recordings')
    .action((name: string, options: { update?: boolean }) => test(name, options.update ?? false));
  command
    .command('record')
    .description('calls an action of a live account and keeps what was said, without secrets and personal data')
    .argument('<name>', 'key of the connector')
    .argument('<action>', 'key of the action, or connection.test')
    .requiredOption('--credential <file>', 'JSON: { "type": "bearer", "token": "…", "metadata": { … } }')
    .option('-i, --input <json>', 'input of the action', '{}')
    .option('--base-url <url>', 'sandbox or gateway in place of the vendor; loopback addresses are permitted then')
    .option('-w, --write <file>', 'file in place of replies/<noun>.json')
    .action((name: string, action: string, options: RecordOptions) =>
      recordAction(context, options.write === undefined ? checkout() : '', name, action, options),
    );
}

function create(context: CliContext, key: string, category: string): void {
  if (!isConnectorKey(key)) throw new CommandFailure(`"${key}" cannot be a connector's key: lower-case words joined by "-".`);
  if (!isCategory(category)) throw new CommandFailure(`There is no category "${category}"; there are: ${CATEGORIES.join(', ')}`);
  const folder = join(checkout(), 'connectors');
  const [existing] = globSync(`*/${key}`, { cwd: folder });
  if (existing !== undefined) throw new CommandFailure(`connectors/${existing} is there already.`);
  for (const [path, content] of scaffold({ key, category })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const index = join(folder, 'index.ts');
  writeFileSync(index, withIndexLine(readFileSync(index, 'utf8'), { key, category }));
  context.tell(`connectors/${category}/${key} is ready. Next: docs/connectors.md, and \`patchbay connector test ${key}\`.`);
}

async function test(key: string, update: boolean): Promise<void> {
  const root = checkout();
  const [spec] = globSync(`connectors/*/${key}/${key}.connector*.spec.ts`, { cwd: root });
  if (spec === undefined || !isConnectorKey(key)) throw new CommandFailure(`There is no connector "${key}" with a spec in connectors/.`);
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const options = ['--verbose', ...(update ? ['-u'] : []), '--testPathPatterns', `connectors/[^/]+/${key}/`];
  const child = spawn(process.execPath, [...jest, ...options], { cwd: root, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

/** The checkout the command is run in. */
function checkout(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'connectors/index.ts'))) return folder;
    if (folder === dirname(folder))
      throw new CommandFailure('Run this inside a checkout of Patchbay: there is no connectors/index.ts here or above.');
  }
}
