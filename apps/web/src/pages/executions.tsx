import { Anchor, Badge, Button, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { answer, api } from '../api/client.ts';
import { EmptyState, ErrorState, LoadingState, STATUS_COLOR } from '../shell/states.tsx';
import { t } from '../strings/en.ts';

const STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out', 'unknown'];
type Status = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';

export function ExecutionsPage() {
  const search = useSearch({ from: '/inside/executions' });
  const navigate = useNavigate({ from: '/executions' });
  const filter = (patch: { status?: string; q?: string }) => void navigate({ search: (s) => ({ ...s, ...patch }), replace: true });
  const list = useInfiniteQuery({
    queryKey: ['executions', search],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/executions', {
          params: {
            query: { limit: 100, cursor: pageParam || undefined, status: search.status as Status | undefined, q: search.q } as never,
          },
        }),
      ),
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
    refetchInterval: 5_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const parent = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => parent.current, estimateSize: () => 44, overscan: 12 });
  const items = virtual.getVirtualItems();
  const filtered = Boolean(search.status ?? search.q);
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.executions.title}
      </Title>
      <Group align="end">
        <Select
          label={t.executions.status}
          data={STATUSES}
          value={search.status ?? null}
          placeholder={t.executions.all}
          clearable
          clearButtonProps={{ 'aria-label': t.executions.all }}
          onChange={(v) => filter({ status: v ?? undefined })}
        />
        <TextInput label={t.executions.search} value={search.q ?? ''} onChange={(e) => filter({ q: e.currentTarget.value || undefined })} />
      </Group>
      {list.isPending ? (
        <LoadingState />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title={filtered ? t.executions.noMatch : t.executions.none} {...(filtered ? {} : { hint: t.executions.noneHint })}>
          {filtered ? null : (
            <Button component={Link} to="/build">
              {t.nav.build}
            </Button>
          )}
        </EmptyState>
      ) : (
        <div
          ref={parent}
          tabIndex={0}
          role="region"
          aria-label={t.executions.table}
          style={{ height: 'calc(100vh - 240px)', minHeight: 240, overflow: 'auto' }}
        >
          <Table stickyHeader miw={520}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.executions.connector}</Table.Th>
                <Table.Th>{t.executions.status}</Table.Th>
                <Table.Th>{t.executions.when}</Table.Th>
                <Table.Th>{t.executions.took}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(items[0]?.start ?? 0) > 0 ? (
                <tr aria-hidden>
                  <td colSpan={4} style={{ height: items[0]?.start, padding: 0 }} />
                </tr>
              ) : null}
              {items.map((item) => {
                const row = rows[item.index];
                return row ? (
                  <Table.Tr key={row.id} h={44}>
                    <Table.Td>
                      <Anchor component={Link} to="/executions/$id" params={{ id: row.id } as never}>
                        {row.connector.name}
                        {row.action ? ` · ${row.action}` : ''}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      <Badge variant="outline" autoContrast color={STATUS_COLOR[row.status] ?? 'gray'} c="var(--mantine-color-text)">
                        {row.status}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{new Date(row.createdAt).toLocaleString()}</Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{row.durationMs === null ? '—' : `${Math.round(row.durationMs)} ms`}</Text>
                    </Table.Td>
                  </Table.Tr>
                ) : null;
              })}
              <tr aria-hidden>
                <td colSpan={4} style={{ height: Math.max(0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0)), padding: 0 }} />
              </tr>
            </Table.Tbody>
          </Table>
          {list.hasNextPage ? (
            <Button m="sm" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t.state.more}
            </Button>
          ) : null}
        </div>
      )}
    </Stack>
  );
}
