import { Command, CommanderError } from 'commander';
import { isPlatformError } from '@patchbay/kernel';
import { ConfigError } from '@patchbay/platform';
import { CommandFailure, type CliContext } from './cli-context.js';
import { addConnectorCommands } from './commands/connector.command.js';
import { addDoctorCommand } from './commands/doctor.command.js';
import { addKeysCommands } from './commands/keys.command.js';
import { addMigrateCommand } from './commands/migrate.command.js';
import { addSimulateCommand } from './commands/simulate.command.js';

/** Every command of `patchbay`. A new one: a file in commands/, a line here. */
const COMMANDS: readonly ((program: Command, context: CliContext) => void)[] = [
  addDoctorCommand,
  addMigrateCommand,
  addKeysCommands,
  addConnectorCommands,
  addSimulateCommand,
];

const AFTER_HELP = `
Settings are read from the environment, as the server reads them (see .env.example); without DATABASE_URL the embedded
database of the data dir is used, whether its server runs or not.

  npm start                    runs the server
  npx patchbay doctor          finds out why something does not work
`;

/** Runs one command line. Out: the exit code. */
export async function runCommandLine(args: readonly string[], context: CliContext): Promise<number> {
  const program = new Command('patchbay')
    .description('Looks after a Patchbay installation.')
    .helpOption('-h, --help', 'shows this')
    .helpCommand(false)
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError('(patchbay --help lists the commands)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .configureOutput({ writeOut: (text) => context.print(text.trimEnd()), writeErr: (text) => context.tell(text.trimEnd()) })
    .exitOverride();
  for (const add of COMMANDS) add(program, context);
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return explain(error, context);
  }
}

function explain(error: unknown, context: CliContext): number {
  // Commander has already said what was wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof ConfigError) for (const problem of error.problems) context.tell(problem);
  else if (error instanceof CommandFailure || isPlatformError(error)) context.tell(error.message);
  else context.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
