import { Button, Center, Table } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState, ErrorState, LoadingRows } from '../../shell/states.tsx';
import { events as t } from '../../strings/manage.ts';
import { words } from '../../strings/shell.ts';

interface LogTableProps<T> {
  label: string;
  list: UseInfiniteQueryResult<InfiniteData<{ data: T[] }>>;
  columns: { title: string; cell: (row: T) => ReactNode }[];
  keyOf: (row: T) => string;
  filtered: boolean;
}

/** A log, newest first, page after page. */
export function LogTable<T>({ label, list, columns, keyOf, filtered }: LogTableProps<T>) {
  if (list.isPending) return <LoadingRows rows={8} />;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <EmptyState title={filtered ? t.noMatch : t.none} icon="events" />;
  return (
    <>
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}>
        <Table aria-label={label} bg="var(--mantine-color-body)" withTableBorder verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title }) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
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
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {list.hasNextPage ? (
        <Center mt="sm">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.state.more}
          </Button>
        </Center>
      ) : null}
    </>
  );
}
