import { Badge, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api, type Row } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { CardLink } from '../../shell/links.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, Loaded } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import { CardGrid, categoryName, LoadingCards } from './connector-list.tsx';
import classes from './marketplace.module.css';

type Template = Row<'listTemplates'>;
type Sort = 'popular' | 'rating' | 'newest' | 'name';

const TemplateCard = ({ one }: { one: Template }) => (
  <CardLink to="/templates/$id" params={{ id: one.id }} className={classes.card}>
    <Group gap="sm" wrap="nowrap" mb="xs">
      <ConnectorIcon icon={one.icon} name={one.name} />
      <div style={{ minWidth: 0 }}>
        <Text fw={600} truncate>
          {one.name}
        </Text>
        <Text size="xs" className={classes.dim} truncate>
          {categoryName(one.category)} · {t.by} {one.author}
        </Text>
      </div>
    </Group>
    <Text size="sm" lineClamp={2} mih={40}>
      {one.description}
    </Text>
    <Group mt="auto" pt="sm" gap={6}>
      <Badge variant="default" tt="none" fw={500} size="md">
        {one.source === 'official' ? t.official : t.community}
      </Badge>
      {one.featured ? (
        <Badge variant="default" tt="none" fw={500} size="md">
          ★ {t.featured}
        </Badge>
      ) : null}
      <Text size="xs" className={classes.dim}>
        {one.rating.average === null ? '' : `★ ${one.rating.average.toFixed(1)} · `}
        {t.installs(one.installs)}
      </Text>
    </Group>
  </CardLink>
);

export function TemplateList() {
  const search = useSearch({ from: '/inside/marketplace' });
  const navigate = useNavigate({ from: '/marketplace' });
  const set = (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const source: 'official' | 'community' | undefined =
    search.source === 'official' || search.source === 'community' ? search.source : undefined;
  const query = { q: search.q, source, sort: search.sort as Sort | undefined, category: search.category };
  const list = useQuery({
    queryKey: ['templates', query],
    queryFn: () =>
      wholeList((cursor) => answer(api.GET('/api/v1/connector-templates', { params: { query: { ...query, limit: 100, cursor } } }))),
    placeholderData: (old) => old,
  });
  return (
    <Stack>
      <Group gap="sm">
        <SearchBox value={search.q} change={(q) => set({ q })} placeholder={t.searchTemplates} />
        <Select
          aria-label={t.source}
          placeholder={t.allSources}
          data={[
            { value: 'official', label: t.official },
            { value: 'community', label: t.community },
          ]}
          value={source ?? null}
          onChange={(v) => set({ source: v ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': words.act.clear }}
          w={150}
        />
        <Select
          aria-label={t.sort}
          data={Object.entries(t.sorts).map(([value, label]) => ({ value, label }))}
          value={search.sort ?? 'popular'}
          allowDeselect={false}
          onChange={(v) => set({ sort: v === 'popular' || v === null ? undefined : v })}
          w={150}
        />
      </Group>
      <Loaded query={list} loading={<LoadingCards />}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t.none} hint={t.noneHint} />
          ) : (
            <CardGrid>
              {all.map((one) => (
                <TemplateCard key={one.id} one={one} />
              ))}
            </CardGrid>
          )
        }
      </Loaded>
    </Stack>
  );
}
