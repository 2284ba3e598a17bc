import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Status } from '../../shell/status.tsx';
import { duration, When } from '../../shell/time.tsx';
import classes from './executions.module.css';
import type { Execution } from './use-execution-list.ts';

/** One line: the whole of it leads to the execution. */
export const ExecutionRow = ({ row }: { row: Execution }) => (
  <Link to="/executions/$id" params={{ id: row.id }} className={classes.line}>
    <span className={classes.what}>
      <Text span size="sm" fw={600} truncate>
        {row.connector.name}
      </Text>
      <Text span size="xs" truncate className={classes.dim}>
        {[row.action, row.errorCode?.replaceAll('_', ' ')].filter(Boolean).join(' · ') || row.trigger}
      </Text>
    </span>
    <span>
      <Status of={row.status} />
    </span>
    <When at={row.createdAt} truncate />
    <Text span size="sm" className={classes.took}>
      {duration(row.durationMs)}
    </Text>
  </Link>
);
