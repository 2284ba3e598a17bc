import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { Status } from '../../shell/status.tsx';
import { duration, useAgo } from '../../shell/time.tsx';
import classes from './executions.module.css';
import type { Execution } from './use-execution-list.ts';

/** One line: the whole of it leads to the execution. Plain elements, and kept while others come and go beside it: hundreds pass in a second. */
export const ExecutionRow = memo(({ row }: { row: Execution }) => (
  <Link to="/executions/$id" params={{ id: row.id }} preload={false} className={classes.line}>
    <span className={classes.what}>
      <span className={classes.name}>{row.connector.name}</span>
      <span className={classes.dim}>{[row.action, row.errorCode?.replaceAll('_', ' ')].filter(Boolean).join(' · ') || row.trigger}</span>
    </span>
    <span>
      <Status of={row.status} />
    </span>
    <Since at={row.createdAt} />
    <span className={classes.took}>{duration(row.durationMs)}</span>
  </Link>
));
ExecutionRow.displayName = 'ExecutionRow';

const Since = ({ at }: { at: string }) => (
  <time className={classes.when} dateTime={at} title={new Date(at).toLocaleString()}>
    {useAgo(at)}
  </time>
);
