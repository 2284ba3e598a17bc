import { Text } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { toneOf } from '../../shell/status.tsx';
import { duration } from '../../shell/time.tsx';
import { execution as t } from '../../strings/executions.ts';
import { words } from '../../strings/shell.ts';
import { Exchange } from './exchange.tsx';
import { marksOf, type Bar, type Timeline } from './timeline.ts';
import classes from './waterfall.module.css';

const statusWord = (status: string) => words.status[status as keyof typeof words.status] ?? status;

function nameOf(bar: Bar): string {
  if (bar.kind === 'queue') return t.queuedFor;
  if (bar.kind === 'wait') return t.waited(bar.reason ?? '');
  if (bar.step) return bar.step.name ?? bar.step.id;
  return bar.attempt?.request ? `${t.attempt(bar.attempt.number)} · ${bar.attempt.request.method}` : t.attempt(bar.attempt?.number ?? 1);
}

/** Steps, attempts and waits on one time axis; each opens to what went over the wire. */
export function Waterfall({ timeline: { bars, spanMs } }: { timeline: Timeline }) {
  const failed = bars.find((bar) => bar.status === 'failed' && bar.kind !== 'wait');
  const [open, setOpen] = useState<string | undefined>(failed?.id);
  return (
    <div className={classes.frame} data-testid="timeline">
      <div className={classes.axis} aria-hidden>
        {marksOf(spanMs).map((at) => (
          <span key={at} style={{ left: `${(at / spanMs) * 100}%` }}>
            {duration(at === 0 ? 0 : at).replace('0.0 ms', '0')}
          </span>
        ))}
      </div>
      <ol className={classes.bars}>
        {bars.map((bar) => {
          const wire = bar.step ?? bar.attempt;
          const opens = wire !== undefined;
          const shown = open === bar.id;
          const left = Math.min(99.4, (bar.fromMs / spanMs) * 100);
          return (
            <li key={bar.id} data-depth={bar.depth}>
              <button
                type="button"
                className={classes.bar}
                disabled={!opens}
                aria-expanded={opens ? shown : undefined}
                onClick={() => setOpen(shown ? undefined : bar.id)}
              >
                <span className={classes.name}>
                  <span className={classes.chevron} data-open={shown}>
                    {opens ? <Icon name="down" size={12} /> : null}
                  </span>
                  <Text span size="sm" truncate fw={bar.depth === 0 && bar.kind === 'step' ? 600 : 400}>
                    {nameOf(bar)}
                  </Text>
                  {bar.step?.groupId ? (
                    <Text span size="xs" className={classes.dim}>
                      {t.group}
                    </Text>
                  ) : null}
                </span>
                <span className={classes.track}>
                  <span
                    className={classes.fill}
                    data-tone={toneOf(bar.status)}
                    data-kind={bar.kind}
                    style={{ left: `${left}%`, width: `max(3px, ${Math.min(100 - left, (bar.tookMs / spanMs) * 100)}%)` }}
                  />
                </span>
                <span className={classes.took}>
                  {duration(bar.tookMs)} · {statusWord(bar.status)}
                </span>
              </button>
              {shown && wire ? (
                <div className={classes.detail}>
                  <Exchange of={wire} />
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
