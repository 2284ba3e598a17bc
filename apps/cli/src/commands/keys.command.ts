import type { Command } from 'commander';
import {
  addKeptSealingKey,
  formatSealingKeys,
  generateSealingKey,
  rotateSealedRows,
  type PlatformConfig,
  type RotationReport,
} from '@patchbay/platform';
import { CommandFailure, serverConfig, type CliContext } from '../cli-context.js';
import { SEALED_COLUMNS } from '../sealed-columns.js';
import { sealingKeys, withServerDatabase } from '../server-database.js';

export function addKeysCommands(program: Command, context: CliContext): void {
  const keys = program.command('keys').description('encryption keys of stored secrets').helpCommand(false);
  keys
    .command('generate')
    .description('makes a new key and prints it as id:base64key')
    .option('--id <id>', 'its name, which every value sealed with it will carry (default: from the date)')
    .option('--save', "puts it in front of the embedded database's own keys")
    .action((options: { id?: string; save?: boolean }) => generate(options, context));
  keys
    .command('rotate')
    .description('seals every stored secret again with the first key, while the server runs')
    .addHelpText('after', HOW_TO_ROTATE)
    .action(() => rotate(context));
}

const HOW_TO_ROTATE = `
To change the key:
  1. npx patchbay keys generate, and put it in front: PATCHBAY_ENCRYPTION_KEYS=new:…,old:…
     (embedded database without that setting: npx patchbay keys generate --save)
  2. restart every process, so that all can open what the new key seals
  3. npx patchbay keys rotate
  4. take the old key out
An interrupted rotation is simply started again.
`;

function generate({ id, save }: { id?: string; save?: boolean }, context: CliContext): void {
  const key = generateSealingKey(id ?? `k${context.now().toISOString().replaceAll(/\D/g, '').slice(0, 14)}`);
  if (!save) {
    context.print(formatSealingKeys([key]));
    context.tell('Put it in front of PATCHBAY_ENCRYPTION_KEYS, restart every process, then run: npx patchbay keys rotate');
    return;
  }
  const config = serverConfig(context);
  if (config.encryptionKeys)
    throw new CommandFailure('The keys come from PATCHBAY_ENCRYPTION_KEYS; put the new key there: leave --save out to see it.');
  addKeptSealingKey(config.dataDir, key);
  context.tell(`Key "${key.id}" seals from the next start on. Restart the server, then run: npx patchbay keys rotate`);
}

async function rotate(context: CliContext): Promise<void> {
  const config = serverConfig(context);
  const reports = await withServerDatabase(config, ({ database, sealer }) =>
    rotateSealedRows({
      database,
      sealer,
      columns: SEALED_COLUMNS,
      onBatch: ({ table, resealedRows }) => context.tell(`${table}: ${resealedRows} rows …`),
    }),
  );
  for (const { table, column, resealedRows } of reports) context.print(`${table}.${column}: ${resealedRows} sealed again`);
  const problems = reports.flatMap(problemsOf);
  if (problems.length > 0) throw new CommandFailure(problems.join('\n'));
  context.tell(summary(config));
}

function problemsOf({ table, column, unreadableRows, complete }: RotationReport): string[] {
  const unreadable = [...unreadableRows].map(
    ([keyId, rows]) =>
      `${table}.${column}: ${rows} rows open with none of the keys; they were sealed with key "${keyId}". Put that key back at the end of the list and rotate again, or store these secrets anew.`,
  );
  const unfinished = `${table}.${column}: other processes still seal with an older key. Restart them with the new key in front, then rotate again.`;
  return complete ? unreadable : [...unreadable, unfinished];
}

function summary(config: PlatformConfig): string {
  const [first, ...others] = sealingKeys(config).map(({ id }) => `"${id}"`);
  const rest = others.length > 0 ? ` No row needs ${others.join(', ')} any more; keep a key as long as backups need it.` : '';
  return `Everything is sealed with key ${first}.${rest}`;
}
