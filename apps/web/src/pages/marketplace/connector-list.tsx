import { Badge, Group, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api, type Row } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { ButtonLink, CardLink } from '../../shell/links.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, Loaded } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import classes from './marketplace.module.css';

type Entry = Row<'listConnectors'>;
export const categoryName = (key: string): string => words.category[key] ?? key;

export const CardGrid = ({ children }: { children: React.ReactNode }) => (
  <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md">
    {children}
  </SimpleGrid>
);

export const LoadingCards = () => (
  <CardGrid>
    {Array.from({ length: 9 }, (_, i) => (
      <Skeleton key={i} height={148} radius="md" />
    ))}
  </CardGrid>
);

const ConnectorCard = ({ one }: { one: Entry }) => (
  <CardLink to="/connectors/$key" params={{ key: one.key }} className={classes.card}>
    <Group gap="sm" wrap="nowrap" mb="xs">
      <ConnectorIcon connectorKey={one.key} icon={one.icon} name={one.name} />
      <div style={{ minWidth: 0 }}>
        <Text fw={600} truncate>
          {one.name}
        </Text>
        <Text size="xs" className={classes.dim}>
          {categoryName(one.category)} · {t.actions(one.actions.length)}
        </Text>
      </div>
    </Group>
    <Text size="sm" lineClamp={2} mih={40}>
      {one.description ?? ''}
    </Text>
    <Group mt="auto" pt="sm" gap={6}>
      <Status of={one.enabled ? one.connectionStatus : 'disabled'} />
      {one.source === 'custom' ? (
        <Badge variant="default" tt="none" fw={500} size="md">
          {t.own}
        </Badge>
      ) : null}
    </Group>
  </CardLink>
);

export function ConnectorList() {
  const search = useSearch({ from: '/inside/marketplace' });
  const navigate = useNavigate({ from: '/marketplace' });
  const set = (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const list = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const wanted = (search.q ?? '').toLowerCase();
  const fits = (one: Entry) =>
    (search.category === undefined || one.category === search.category) &&
    (search.source === undefined || one.source === search.source) &&
    (search.state === undefined || one.connectionStatus === search.state) &&
    `${one.name} ${one.key} ${one.description ?? ''} ${one.actions.map((a) => a.title).join(' ')}`.toLowerCase().includes(wanted);
  const categories = [...new Set(list.data?.map((one) => one.category))].sort();
  return (
    <Stack>
      <Group gap="sm">
        <SearchBox value={search.q} change={(q) => set({ q })} placeholder={t.searchConnectors} />
        <Select
          aria-label={t.category}
          placeholder={t.allCategories}
          data={categories.map((value) => ({ value, label: categoryName(value) }))}
          value={search.category ?? null}
          onChange={(v) => set({ category: v ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': words.act.clear }}
          w={170}
        />
        <Select
          aria-label={t.source}
          placeholder={t.allSources}
          data={[
            { value: 'builtin', label: t.builtin },
            { value: 'custom', label: t.own },
          ]}
          value={search.source ?? null}
          onChange={(v) => set({ source: v ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': words.act.clear }}
          w={150}
        />
        <Select
          aria-label={t.state}
          placeholder={t.anyState}
          data={(['connected', 'attention', 'not_connected', 'not_needed'] as const).map((value) => ({
            value,
            label: words.status[value],
          }))}
          value={search.state ?? null}
          onChange={(v) => set({ state: v ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': words.act.clear }}
          w={170}
        />
      </Group>
      <Loaded query={list} loading={<LoadingCards />}>
        {(all) =>
          all.some(fits) ? (
            <CardGrid>
              {all.filter(fits).map((one) => (
                <ConnectorCard key={one.key} one={one} />
              ))}
            </CardGrid>
          ) : (
            <EmptyState title={t.none} hint={t.noneHint}>
              <ButtonLink to="/build" variant="default">
                {t.build}
              </ButtonLink>
            </EmptyState>
          )
        }
      </Loaded>
    </Stack>
  );
}
