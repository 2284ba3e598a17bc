import { Button, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Confirm } from '../../shell/confirm.tsx';
import { EmptyState } from '../../shell/states.tsx';
import { settings as t } from '../../strings/manage.ts';

interface RowsProps<T> {
  label: string;
  rows: readonly T[];
  columns: { title: string; cell: (row: T) => ReactNode }[];
  keyOf: (row: T) => string;
  nameOf: (row: T) => string;
  /** Absent: nothing can be removed. */
  remove?: { label: string; title: string; text: string; run: (row: T) => Promise<unknown>; not?: (row: T) => boolean };
}

/** A small table whose lines can be removed, after a question. */
export function Rows<T>({ label, rows, columns, keyOf, nameOf, remove }: RowsProps<T>) {
  if (rows.length === 0) return <EmptyState title={t.none} />;
  return (
    <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}>
      <Table aria-label={label} bg="var(--mantine-color-body)" withTableBorder verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title }) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
            {remove ? <Table.Td w={110} /> : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ title, cell }) => (
                <Table.Td key={title} style={{ overflowWrap: 'anywhere' }}>
                  {cell(row)}
                </Table.Td>
              ))}
              {remove ? (
                <Table.Td ta="right">
                  {remove.not?.(row) ? null : (
                    <Confirm title={remove.title} text={`${nameOf(row)}: ${remove.text}`} go={remove.label} run={() => remove.run(row)}>
                      {(ask) => (
                        <Button size="compact-sm" variant="default" aria-label={`${remove.label} ${nameOf(row)}`} onClick={ask}>
                          {remove.label}
                        </Button>
                      )}
                    </Confirm>
                  )}
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
