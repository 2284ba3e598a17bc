import { Button, Center } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { DataTable, type Column } from '../../shell/data-table.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../shell/states.tsx';
import { events as t } from '../../strings/manage.ts';
import { words } from '../../strings/shell.ts';

interface LogTableProps<T> {
  label: string;
  list: UseInfiniteQueryResult<InfiniteData<{ data: T[] }>>;
  columns: readonly Column<T>[];
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
      <DataTable label={label} columns={columns} rows={rows} keyOf={keyOf} minWidth={720} />
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
