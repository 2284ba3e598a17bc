import { Group, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../shell/icons.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { connect as t } from '../../strings/connect.ts';
import { words } from '../../strings/shell.ts';
import { stateOf, type Connection } from './connection.ts';
import { ConnectionCard } from './connection-card.tsx';

const STATES = ['active', 'needs_reauth', 'disabled'] as const;

export function ConnectionsPage() {
  const search = useSearch({ from: '/inside/connections' });
  const navigate = useNavigate({ from: '/connections' });
  const { may } = useMe();
  const list = useQuery({
    queryKey: ['connections'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connections', { params: { query: { limit: 200, cursor } } }))),
    refetchInterval: 30_000,
  });
  const names = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const named = new Map(names.data?.map((one) => [one.key, one]));
  const fits = (one: Connection) =>
    (search.state === undefined || one.health.status === search.state || stateOf(one) === search.state) &&
    `${one.name} ${named.get(one.connector)?.name ?? one.connector} ${one.account ?? ''}`
      .toLowerCase()
      .includes((search.q ?? '').toLowerCase());
  const toMarket = (
    <ButtonLink to="/marketplace" leftSection={<Icon name="plus" size={16} />}>
      {t.new}
    </ButtonLink>
  );
  return (
    <Page title={t.title} lead={t.lead} actions={may('admin') ? toMarket : null}>
      <Loaded query={list} loading={<LoadingRows rows={4} height={120} />}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t.none} hint={t.noneHint} icon="connections">
              <ButtonLink to="/marketplace" variant="default">
                {t.toMarket}
              </ButtonLink>
            </EmptyState>
          ) : (
            <Stack>
              <Group>
                <SearchBox
                  value={search.q}
                  placeholder={t.search}
                  change={(q) => void navigate({ search: (old) => ({ ...old, q }), replace: true })}
                />
                <Select
                  aria-label={t.state}
                  placeholder={t.all}
                  data={STATES.map((value) => ({ value, label: words.status[value] }))}
                  value={search.state ?? null}
                  clearable
                  clearButtonProps={{ 'aria-label': words.act.clear }}
                  onChange={(state) => void navigate({ search: (old) => ({ ...old, state: state ?? undefined }), replace: true })}
                />
              </Group>
              {all.filter(fits).map((one) => (
                <ConnectionCard key={one.id} connection={one} connector={named.get(one.connector)} />
              ))}
              {all.some(fits) ? null : <EmptyState title={t.noMatch} />}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}
