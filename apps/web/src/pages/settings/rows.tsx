import { Button } from '@mantine/core';
import { Confirm } from '../../shell/confirm.tsx';
import { DataTable, type Column } from '../../shell/data-table.tsx';
import { EmptyState } from '../../shell/states.tsx';
import { settings as t } from '../../strings/manage.ts';

interface Removal<T> {
  label: string;
  title: string;
  text: string;
  run: (row: T) => Promise<unknown>;
  /** Rows that stay. */
  not?: (row: T) => boolean;
}

interface RowsProps<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  nameOf: (row: T) => string;
  /** Absent: nothing can be removed. */
  remove?: Removal<T>;
}

/** A small table whose lines can be removed, after a question. */
export function Rows<T>({ label, rows, columns, keyOf, nameOf, remove }: RowsProps<T>) {
  if (rows.length === 0) return <EmptyState title={t.none} />;
  const buttons = remove && {
    title: '',
    right: true,
    width: 110,
    cell: (row: T) => <RemoveButton row={row} nameOf={nameOf} remove={remove} />,
  };
  return <DataTable label={label} columns={buttons ? [...columns, buttons] : columns} rows={rows} keyOf={keyOf} minWidth={520} />;
}

function RemoveButton<T>({ row, nameOf, remove }: { row: T; nameOf: (row: T) => string; remove: Removal<T> }) {
  if (remove.not?.(row)) return null;
  return (
    <Confirm title={remove.title} text={`${nameOf(row)}: ${remove.text}`} go={remove.label} run={() => remove.run(row)}>
      {(ask) => (
        <Button size="compact-sm" variant="default" aria-label={`${remove.label} ${nameOf(row)}`} onClick={ask}>
          {remove.label}
        </Button>
      )}
    </Confirm>
  );
}
