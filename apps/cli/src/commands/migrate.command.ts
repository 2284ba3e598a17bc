import type { Command } from 'commander';
import { migrate } from '@patchbay/platform';
import { serverConfig, type CliContext } from '../cli-context.js';
import { withServerDatabase } from '../server-database.js';

export function addMigrateCommand(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .description('brings the database up to this version (npm start does so by itself)')
    .action(async () => {
      const config = serverConfig(context);
      if (config.databaseUrl) await migrate(config.databaseUrl);
      else await withServerDatabase(config, ({ ownerUrl }) => migrate(ownerUrl));
      context.tell('The database is on this version.');
    });
}
