import { Code, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { Status } from '../../shell/status.tsx';
import { When } from '../../shell/time.tsx';
import { events as t } from '../../strings/manage.ts';
import { CsvButton } from './csv-button.tsx';
import { FilterText } from './filter-text.tsx';
import { LogTable } from './log-table.tsx';

export function AuditLog() {
  const { actor, act } = useSearch({ from: '/inside/events' });
  const navigate = useNavigate({ from: '/events' });
  const filter = { ...(actor ? { actor } : {}), ...(act ? { act } : {}) };
  const list = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/audit', { params: { query: { ...filter, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
  });
  const set = (patch: { actor?: string | undefined; act?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  return (
    <Stack>
      <Group align="end">
        <FilterText label={t.actor} value={actor} change={(v) => set({ actor: v })} />
        <FilterText label={t.act} value={act} change={(v) => set({ act: v })} />
        <CsvButton path="/api/v1/audit/export.csv" name="audit.csv" />
      </Group>
      <LogTable
        label={t.audit}
        list={list}
        keyOf={(one) => one.id}
        filtered={Object.keys(filter).length > 0}
        columns={[
          { title: t.at, cell: (one) => <When at={one.at} /> },
          {
            title: t.actor,
            cell: (one) => `${one.actor.split(':')[0]?.replaceAll('_', ' ')} ${one.actor.split(':').slice(1).join(':').slice(-12)}`,
          },
          {
            title: t.act,
            cell: (one) => (
              <>
                <Text size="sm" fw={600}>
                  {one.act}
                </Text>
                <Code>
                  {one.method} {one.path}
                </Code>
              </>
            ),
          },
          { title: t.fields, cell: (one) => one.fields.join(', ') },
          {
            title: t.outcome,
            cell: (one) =>
              one.outcome ? (
                <Status of={one.outcome.status < 400 ? 'success' : 'failure'} label={one.outcome.code ?? String(one.outcome.status)} />
              ) : (
                t.underWay
              ),
          },
        ]}
      />
    </Stack>
  );
}
