import { Button, Card, Group, Stack, Tabs, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../shell/icons.tsx';
import { AnchorLink, ButtonLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { When } from '../../shell/time.tsx';
import { workflows as t } from '../../strings/workflows.ts';
import { EXAMPLE } from './definition.ts';
import { Gallery } from './templates/gallery.tsx';
import { ImportButton } from './templates/import-button.tsx';

export function WorkflowsPage() {
  const { q, tab } = useSearch({ from: '/inside/workflows' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { may } = useMe();
  const list = useQuery({
    queryKey: ['workflows', q],
    queryFn: () =>
      wholeList((cursor) => answer(api.GET('/api/v1/workflows', { params: { query: { limit: 100, cursor, ...(q ? { q } : {}) } } }))),
    placeholderData: (old) => old,
  });
  const create = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/workflows', { body: { definition: { ...EXAMPLE, name: `${t.newName} ${new Date().toLocaleString('en')}` } } }),
      ),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['workflows'] });
      void navigate({ to: '/workflows/$id', params: { id: made.id } });
    },
  });
  const add = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => create.mutate()} loading={create.isPending}>
      {t.new}
    </Button>
  );
  const searchBox = (
    <SearchBox
      value={q}
      placeholder={tab === 'templates' ? t.searchTemplates : t.search}
      change={(text) => void navigate({ to: '/workflows', search: (old) => ({ ...old, q: text }), replace: true })}
    />
  );
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may('member') ? (
          <>
            <ImportButton />
            {add}
          </>
        ) : null
      }
    >
      {create.error ? <ErrorState error={create.error} /> : null}
      <Tabs
        value={tab === 'templates' ? tab : 'yours'}
        onChange={(to) => void navigate({ to: '/workflows', search: { tab: to === 'templates' ? to : undefined } })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="yours">{t.yours}</Tabs.Tab>
          <Tabs.Tab value="templates">{t.templates}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="yours" pt="lg">
          <Stack>
            {searchBox}
            <Loaded query={list} loading={<LoadingRows rows={4} height={64} />}>
              {(all) =>
                all.length === 0 ? (
                  <EmptyState title={q ? t.noMatch : t.none} icon="workflows" {...(q ? {} : { hint: t.noneHint })}>
                    {q ? null : (
                      <ButtonLink to="/workflows" search={{ tab: 'templates' }} variant="default">
                        {t.toTemplates}
                      </ButtonLink>
                    )}
                  </EmptyState>
                ) : (
                  <Stack gap="xs">
                    {all.map((one) => (
                      <Card withBorder p="sm" key={one.id}>
                        <Group justify="space-between">
                          <AnchorLink to="/workflows/$id" params={{ id: one.id }} fw={600}>
                            {one.name}
                          </AnchorLink>
                          <Group gap="sm">
                            <Status of={one.enabled ? 'active' : 'disabled'} label={one.enabled ? t.on : t.off} />
                            <Text size="sm">v{one.version}</Text>
                            <When at={one.updatedAt} />
                          </Group>
                        </Group>
                      </Card>
                    ))}
                  </Stack>
                )
              }
            </Loaded>
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="templates" pt="lg">
          <Stack>
            {searchBox}
            <Gallery q={q} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
