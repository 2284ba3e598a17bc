import { Code, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { When } from '../../shell/time.tsx';
import { events as t } from '../../strings/manage.ts';
import { CsvButton } from './csv-button.tsx';
import { FilterText } from './filter-text.tsx';
import { LogTable } from './log-table.tsx';

/** `contact.updated` → `Contact updated`. */
const wordsOf = (type: string) => {
  const text = type.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export function EventList() {
  const { type, subjectType, subjectId } = useSearch({ from: '/inside/events' });
  const navigate = useNavigate({ from: '/events' });
  const filter = { ...(type ? { type } : {}), ...(subjectType ? { subjectType } : {}), ...(subjectId ? { subjectId } : {}) };
  const list = useInfiniteQuery({
    queryKey: ['events', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/events', { params: { query: { ...filter, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
  });
  const set = (patch: { type?: string | undefined; subjectType?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  return (
    <Stack>
      <Group align="end">
        <FilterText label={t.type} value={type} change={(v) => set({ type: v })} />
        <FilterText label={t.subject} value={subjectType} change={(v) => set({ subjectType: v })} />
        <CsvButton path="/api/v1/events/export.csv" name="events.csv" />
      </Group>
      <LogTable
        label={t.events}
        list={list}
        keyOf={(one) => one.id}
        filtered={Object.keys(filter).length > 0}
        columns={[
          { title: t.at, cell: (one) => <When at={one.at} /> },
          {
            title: t.type,
            cell: (one) => (
              <Text size="sm" fw={600}>
                {wordsOf(one.type)}
              </Text>
            ),
          },
          { title: t.subject, cell: (one) => `${one.subject.type} ${one.subject.id.slice(-12)}` },
          {
            title: t.actor,
            cell: (one) => `${one.actor.split(':')[0]?.replaceAll('_', ' ')} ${one.actor.split(':').slice(1).join(':').slice(-12)}`,
          },
          { title: t.details, cell: (one) => <Code>{JSON.stringify(one.data)}</Code> },
        ]}
      />
    </Stack>
  );
}
