import { Badge, Button, Card, Group, Modal, PasswordInput, SimpleGrid, Stack, Tabs, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { EmptyState, ErrorState, LoadingState } from '../shell/states.tsx';
import { t } from '../strings/en.ts';

function Connectors({ q }: { q?: string }) {
  const list = useQuery({
    queryKey: ['connectors', q],
    queryFn: () => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, q } as never } })),
  });
  if (list.isPending) return <LoadingState />;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (list.data.data.length === 0) return <EmptyState title={t.market.none} />;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {list.data.data.map((one) => (
        <Card key={one.key} withBorder component={Link} to="/connectors/$key" {...({ params: { key: one.key } } as object)}>
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600} truncate>
              {one.name}
            </Text>
            <Badge variant="outline" color="gray" c="var(--mantine-color-text)">
              {one.category}
            </Badge>
          </Group>
          <Text size="sm" lineClamp={2}>
            {one.description ?? ''}
          </Text>
          <Text size="xs" mt="xs">
            {one.source} · {one.connectionStatus.replaceAll('_', ' ')}
            {one.enabled ? '' : ` · ${t.market.disabled}`}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}

interface Template {
  id: string;
  name: string;
  credentials: { name: string; title: string; description?: string }[];
}

function Install({ template }: { template: Template }) {
  const navigate = useNavigate();
  const [values, setValues] = useState<Record<string, string>>({});
  const install = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/connector-templates/{id}/install', {
          params: { path: { id: template.id } },
          body: { credentials: values } as never,
        }),
      ),
    onSuccess: (made) =>
      void navigate({ to: '/connectors/$key', params: { key: String((made.connector as { id?: unknown }).id) } as never }),
  });
  return (
    <Stack
      component="form"
      onSubmit={(e: { preventDefault(): void }) => {
        e.preventDefault();
        install.mutate();
      }}
    >
      {template.credentials.map((c) => (
        <PasswordInput
          key={c.name}
          label={c.title}
          description={c.description}
          autoComplete="off"
          onChange={(e) => {
            const v = e.currentTarget.value;
            setValues((old) => ({ ...old, [c.name]: v }));
          }}
        />
      ))}
      {install.error ? <ErrorState error={install.error} /> : null}
      <Button type="submit" loading={install.isPending}>
        {t.market.install}
      </Button>
    </Stack>
  );
}

function Templates({ q }: { q?: string }) {
  const [chosen, choose] = useState<Template>();
  const list = useQuery({
    queryKey: ['templates', q],
    queryFn: () => answer(api.GET('/api/v1/connector-templates', { params: { query: { limit: 200, q } as never } })),
  });
  if (list.isPending) return <LoadingState />;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (list.data.data.length === 0) return <EmptyState title={t.market.none} />;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {list.data.data.map((one) => (
          <Card key={one.id} withBorder>
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600} truncate>
                {one.name}
              </Text>
              <Badge variant="outline" color="gray" c="var(--mantine-color-text)">
                {one.source === 'official' ? t.market.official : t.market.community}
              </Badge>
            </Group>
            <Text size="sm" lineClamp={3}>
              {one.description}
            </Text>
            <Text size="xs" my="xs">
              {one.rating.average === null ? '' : `★ ${one.rating.average.toFixed(1)} · `}
              {one.installs} {t.market.installs} · {one.hosts.join(', ')}
            </Text>
            <Button mt="auto" size="xs" variant="default" onClick={() => choose(one)} aria-label={`${t.market.install} ${one.name}`}>
              {t.market.install}
            </Button>
          </Card>
        ))}
      </SimpleGrid>
      <Modal
        opened={chosen !== undefined}
        onClose={() => choose(undefined)}
        title={chosen?.name}
        closeButtonProps={{ 'aria-label': t.execution.cancel }}
      >
        {chosen ? <Install template={chosen} /> : null}
      </Modal>
    </>
  );
}

export function MarketplacePage() {
  const search = useSearch({ from: '/inside/marketplace' });
  const navigate = useNavigate({ from: '/marketplace' });
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.market.title}
      </Title>
      <TextInput
        label={t.market.search}
        maw={400}
        value={search.q ?? ''}
        onChange={(e) => {
          const q = e.currentTarget.value || undefined;
          void navigate({ search: (s) => ({ ...s, q }), replace: true });
        }}
      />
      <Tabs
        value={search.tab ?? 'connectors'}
        onChange={(tab) => void navigate({ search: (s) => ({ ...s, tab: tab ?? undefined }) })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="connectors">{t.market.connectors}</Tabs.Tab>
          <Tabs.Tab value="templates">{t.market.templates}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="connectors">
          <Connectors {...(search.q ? { q: search.q } : {})} />
        </Tabs.Panel>
        <Tabs.Panel value="templates">
          <Templates {...(search.q ? { q: search.q } : {})} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
