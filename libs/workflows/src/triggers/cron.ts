import { Cron } from 'croner';
import type { ScheduleTrigger } from '../definition/workflow.schema.js';

/** A schedule that fires more often than this is a mistake. */
const SHORTEST_GAP_MS = 10_000;

/** What is wrong with a schedule; undefined when nothing is. */
export function scheduleProblem({
  cron,
  timeZone,
}: Pick<ScheduleTrigger, 'cron' | 'timeZone'>): { readonly member: 'cron' | 'timeZone'; readonly message: string } | undefined {
  if (!isTimeZone(timeZone)) return { member: 'timeZone', message: 'must be a time zone such as "Europe/Berlin" or "UTC"' };
  try {
    const [first, second] = cronOf(cron, timeZone).nextRuns(2);
    if (!first) return { member: 'cron', message: 'never comes; check day and month' };
    if (second && second.getTime() - first.getTime() < SHORTEST_GAP_MS) {
      return { member: 'cron', message: `may fire every ${SHORTEST_GAP_MS / 1_000} seconds at most` };
    }
    return undefined;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.replace(/^CronPattern: /, '').slice(0, 200) : 'it cannot be read';
    return { member: 'cron', message: `must be a cron pattern such as "0 9 * * 1-5": ${why}` };
  }
}

/** The first moment after `after` at which the schedule fires, in its time zone; undefined: never again. Times skipped by a change of clocks fire once. */
export function nextFireAt({ cron, timeZone }: Pick<ScheduleTrigger, 'cron' | 'timeZone'>, after: Date): Date | undefined {
  return cronOf(cron, timeZone).nextRun(after) ?? undefined;
}

function cronOf(pattern: string, timeZone: string): Cron {
  return new Cron(pattern, { timezone: timeZone, paused: true, mode: '5-or-6-parts' });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
