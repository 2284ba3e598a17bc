import { Text } from '@mantine/core';
import { duration } from '../../shell/time.tsx';
import { execution as t } from '../../strings/executions.ts';
import classes from './decisions.module.css';
import type { Execution } from './timeline.ts';

/** The router's twelve decisions: the question, what was decided, why, and how long it took. */
export function Decisions({ of: decisions }: { of: Execution['decisions'] }) {
  if (decisions.length === 0) return <Text size="sm">{t.waiting}</Text>;
  return (
    <ol className={classes.list}>
      {decisions.map((one, i) => (
        <li key={i} className={classes.one}>
          <span className={classes.number} aria-hidden>
            {i + 1}
          </span>
          <div className={classes.text}>
            <Text size="sm" fw={600}>
              {t.steps[one.step] ?? one.step}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <span className={classes.outcome}>{one.outcome.replaceAll('-', ' ')}</span> {one.reason}
            </Text>
          </div>
          <Text size="xs" className={classes.took}>
            {duration(one.durationMs)}
          </Text>
        </li>
      ))}
    </ol>
  );
}
