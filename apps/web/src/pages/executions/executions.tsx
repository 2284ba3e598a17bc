import { Button, Center, Group, Loader, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { ButtonLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { executions as t } from '../../strings/executions.ts';
import classes from './executions.module.css';
import { ExecutionRow } from './execution-row.tsx';
import { Filters } from './filters.tsx';
import { useExecutionList } from './use-execution-list.ts';

const ROW_PX = 52;

export function ExecutionsPage() {
  const search = useSearch({ from: '/inside/executions' });
  const navigate = useNavigate({ from: '/executions' });
  const { list, rows, waiting, toTop } = useExecutionList(search);
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page
      title={t.title}
      lead={
        <Group gap="xs">
          {t.lead} <Status of="running" label={t.live} />
        </Group>
      }
    >
      <Filters />
      {list.isPending ? (
        <LoadingRows rows={10} height={ROW_PX - 10} />
      ) : list.isError && rows.length === 0 ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 && !list.hasNextPage ? (
        filtered ? (
          <EmptyState title={t.noMatch}>
            <Button variant="default" onClick={() => void navigate({ search: {} })}>
              {t.clear}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState title={t.none} hint={t.noneHint} icon="executions">
            <ButtonLink to="/welcome">{t.first}</ButtonLink>
          </EmptyState>
        )
      ) : (
        <Rows rows={rows} list={list} waiting={waiting} toTop={toTop} />
      )}
    </Page>
  );
}

function Rows({ rows, list, waiting, toTop }: ReturnType<typeof useExecutionList>) {
  const parent = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => parent.current, estimateSize: () => ROW_PX, overscan: 12 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 40) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <div className={classes.frame}>
      <div className={classes.head} aria-hidden>
        <span>{t.connector}</span>
        <span>{t.status}</span>
        <span>{t.when}</span>
        <span>{t.took}</span>
      </div>
      {waiting > 0 ? (
        <Center p={4}>
          <Button size="compact-sm" variant="default" onClick={toTop}>
            {t.fresh(waiting)}
          </Button>
        </Center>
      ) : null}
      <div ref={parent} className={classes.list} tabIndex={0} role="region" aria-label={t.table}>
        <ol style={{ height: virtual.getTotalSize() }} className={classes.rows}>
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <li
                key={row.id}
                className={classes.row}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                aria-setsize={hasNextPage ? -1 : rows.length}
                aria-posinset={item.index + 1}
              >
                <ExecutionRow row={row} />
              </li>
            ) : null;
          })}
        </ol>
      </div>
      <Group justify="space-between" px="md" py={6} className={classes.foot}>
        <Text size="xs">{t.loaded(rows.length, hasNextPage)}</Text>
        {isFetchingNextPage ? <Loader size="xs" /> : null}
      </Group>
    </div>
  );
}
