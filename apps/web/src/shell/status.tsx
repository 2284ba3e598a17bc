import { words } from '../strings/shell.ts';
import classes from './status.module.css';

const TONE: Record<string, 'good' | 'bad' | 'warn' | 'busy' | 'calm'> = {
  succeeded: 'good',
  success: 'good',
  active: 'good',
  connected: 'good',
  failed: 'bad',
  failure: 'bad',
  timed_out: 'bad',
  unknown: 'warn',
  attention: 'warn',
  needs_reauth: 'warn',
  running: 'busy',
  queued: 'calm',
  waiting: 'calm',
  skipped: 'calm',
  cancelled: 'calm',
  disabled: 'calm',
  not_connected: 'calm',
  not_needed: 'calm',
};
export const toneOf = (status: string) => TONE[status] ?? 'calm';

/** A state in words, with a dot of its tone: never by colour alone. */
export const Status = ({ of: status, label, testId }: { of: string; label?: string; testId?: string }) => (
  <span className={classes.status} data-tone={toneOf(status)} data-status={status} {...(testId ? { 'data-testid': testId } : {})}>
    <span className={classes.dot} aria-hidden />
    {label ?? words.status[status as keyof typeof words.status] ?? status.replaceAll('_', ' ')}
  </span>
);
