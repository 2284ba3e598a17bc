import { Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { answer, api, type Row } from '../../api/client.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Figure } from '../../shell/figure.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Section } from '../../shell/page.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { duration, When } from '../../shell/time.tsx';
import { admin as t } from '../../strings/admin.ts';
import { costs } from '../../strings/costs.ts';
import { beginOf, compact, dollars, size } from '../costs/figures.ts';
import { percent } from '../dashboard/percent.ts';

type Activity = Row<'workspacesAdminMetrics'>;
type Sort = 'executions' | 'failures' | 'cost' | 'newest' | 'name';
const PAGE = 50;
// Charts are heavy: they come when somebody looks.
const RunsChart = lazy(async () => ({ default: (await import('../costs/runs-chart.tsx')).RunsChart }));

/** What every workspace did in a range, from counts that are kept up to date. */
export function WorkspaceList() {
  const search = useSearch({ from: '/inside/admin' });
  const range = search.range ?? '24h';
  const from = beginOf(range);
  return (
    <Stack gap="lg">
      <Section title={t.all} aside={<Range range={range} />}>
        <Together from={from} range={range} />
      </Section>
      <Section title={t.workspaces}>
        <Filters />
        <List from={from} />
      </Section>
    </Stack>
  );
}

function Together({ from, range }: { from: string; range: string }) {
  const hourly = range === '24h' || range === '7d';
  const summary = useQuery({
    queryKey: ['admin', 'summary', from, hourly],
    queryFn: () =>
      answer(api.GET('/api/v1/admin/metrics/summary', { params: { query: { from, groupBy: 'time', interval: hourly ? '1h' : '1d' } } })),
    placeholderData: (old) => old,
  });
  return (
    <Loaded query={summary} loading={<LoadingRows rows={4} height={86} />}>
      {({ total, groups }) => (
        <>
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            <Figure name={costs.runs} value={compact(total.runs)} />
            <Figure name={costs.success} value={percent(total.successRate)} />
            <Figure name={costs.p95} value={duration(total.durationMs.p95)} />
            <Figure
              name={costs.usd}
              value={dollars(total.usd)}
              note={total.unpricedCalls > 0 ? costs.unpriced(total.unpricedCalls) : undefined}
            />
          </SimpleGrid>
          {total.runs === 0 ? (
            <EmptyState title={costs.noRuns} icon="costs" />
          ) : (
            <Suspense fallback={<LoadingRows rows={1} height={274} />}>
              <RunsChart groups={groups} hourly={hourly} />
            </Suspense>
          )}
        </>
      )}
    </Loaded>
  );
}

function Range({ range }: { range: string }) {
  const navigate = useNavigate({ from: '/admin' });
  return (
    <Select
      aria-label={costs.range}
      data={Object.entries(costs.ranges).map(([value, label]) => ({ value, label }))}
      value={range}
      onChange={(v) => void navigate({ search: (old) => ({ ...old, range: v === '24h' || v === null ? undefined : v }), replace: true })}
      allowDeselect={false}
      w={150}
    />
  );
}

function Filters() {
  const search = useSearch({ from: '/inside/admin' });
  const navigate = useNavigate({ from: '/admin' });
  const set = (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  return (
    <Group gap="sm">
      <SearchBox value={search.q} change={(q) => set({ q })} placeholder={t.searchWorkspaces} />
      <Select
        aria-label={t.sort}
        data={Object.entries(t.sorts).map(([value, label]) => ({ value, label }))}
        value={search.sort ?? 'executions'}
        onChange={(v) => set({ sort: v === 'executions' || v === null ? undefined : v })}
        allowDeselect={false}
        w={170}
      />
    </Group>
  );
}

function List({ from }: { from: string }) {
  const { q, sort } = useSearch({ from: '/inside/admin' });
  const query = { from, limit: PAGE, ...(q ? { q } : {}), ...(sort && sort in t.sorts ? { sort: sort as Sort } : {}) };
  const list = useInfiniteQuery({
    queryKey: ['admin', 'workspaces', query],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/admin/workspaces', { params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
    placeholderData: (old) => old,
  });
  return (
    <Loaded query={list} loading={<LoadingRows rows={6} />}>
      {({ pages }) => {
        const rows = pages.flatMap(({ data }) => data);
        if (rows.length === 0) return <EmptyState title={t.noWorkspace} />;
        return (
          <>
            <DataTable label={t.workspaces} rows={rows} keyOf={({ workspace }) => workspace.id} minWidth={880} columns={COLUMNS} />
            <MoreButton list={list} />
          </>
        );
      }}
    </Loaded>
  );
}

const COLUMNS = [
  {
    title: t.workspace,
    cell: ({ workspace }: Activity) => (
      <>
        <Text size="sm" fw={600}>
          {workspace.name}
        </Text>
        <Text size="xs">
          {t.since} <When at={workspace.createdAt} size="xs" />
        </Text>
      </>
    ),
  },
  { title: costs.runs, right: true, cell: ({ figures }: Activity) => figures.runs.toLocaleString('en') },
  {
    title: t.failures,
    right: true,
    cell: ({ figures }: Activity) => (figures.runs - figures.succeeded - figures.cancelled).toLocaleString('en'),
  },
  { title: costs.success, right: true, cell: ({ figures }: Activity) => percent(figures.successRate) },
  { title: costs.p95, right: true, cell: ({ figures }: Activity) => duration(figures.durationMs.p95) },
  { title: costs.bytes, right: true, cell: ({ figures }: Activity) => size(figures.bytes) },
  { title: costs.usd, right: true, cell: ({ figures }: Activity) => dollars(figures.usd) },
  { title: t.lastActive, right: true, cell: ({ lastActiveAt }: Activity) => (lastActiveAt ? <When at={lastActiveAt} /> : t.never) },
];
