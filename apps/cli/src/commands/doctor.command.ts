import type { Command } from 'commander';
import { CommandFailure, type CliContext } from '../cli-context.js';
import { runChecks } from '../doctor/run-checks.js';

const MARKS = { good: '✓', bad: '✗', note: '·' } as const;

export function addDoctorCommand(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('checks settings, keys, database and services, and says how to mend what is wrong')
    .action(async () => {
      let bad = 0;
      for await (const { subject, state, text } of runChecks(context)) {
        if (state === 'bad') bad += 1;
        for (const line of text.split('\n')) context.print(`${MARKS[state]} ${subject}: ${line}`);
      }
      if (bad > 0) throw new CommandFailure(`${bad} of them need attention.`);
    });
}
