import { Alert, Button, Card, Group, Paper, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { Icon } from '../../shell/icons.tsx';
import { AnchorLink, ButtonLink } from '../../shell/links.tsx';
import { Page, Section } from '../../shell/page.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { ErrorState, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { duration, When } from '../../shell/time.tsx';
import { market } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import { dashboard as t } from '../../strings/welcome.ts';
import { ConnectorTable } from './connector-table.tsx';
import { percent } from './percent.ts';
import { useDashboard, type Figures, type Line } from './use-dashboard.ts';

const Figure = ({ name, value }: { name: string; value: string }) => (
  <Paper withBorder p="md">
    <Text size="xs">{name}</Text>
    <Text fz={26} fw={700} lh={1.3} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Text>
  </Paper>
);

const Totals = ({ of: total }: { of: Figures | undefined }) => (
  <SimpleGrid cols={{ base: 2, sm: 4 }}>
    <Figure name={t.runs} value={total ? total.runs.toLocaleString('en') : '—'} />
    <Figure name={t.success} value={percent(total?.successRate)} />
    <Figure name={t.slow} value={duration(total?.durationMs.p95)} />
    <Figure name={t.failed} value={total ? (total.failed + total.timedOut + total.unknown).toLocaleString('en') : '—'} />
  </SimpleGrid>
);

/** The invitation a workspace without any run sees. */
const Hello = () => (
  <Card withBorder p="xl">
    <Group justify="space-between" gap="lg">
      <div>
        <Title order={2} size="h3">
          {t.hello}
        </Title>
        <Text>{t.helloText}</Text>
      </div>
      <ButtonLink to="/welcome" size="md" leftSection={<Icon name="play" />}>
        {t.start}
      </ButtonLink>
    </Group>
  </Card>
);

function Trouble() {
  const list = useQuery({
    queryKey: ['connections', 'trouble'],
    queryFn: () => answer(api.GET('/api/v1/connections', { params: { query: { limit: 200 } } })),
  });
  const broken = list.data?.data.filter(({ health, enabled }) => enabled && health.status === 'needs_reauth').length ?? 0;
  if (broken === 0) return null;
  return (
    <Alert variant="outline" color="orange" icon={<Icon name="warn" />} title={t.trouble}>
      {t.troubleText(broken)}{' '}
      <AnchorLink to="/connections" search={{ state: 'needs_reauth' }} underline="always">
        {t.look}
      </AnchorLink>
    </Alert>
  );
}

function fitting(
  lines: Line[],
  search: { q?: string | undefined; source?: string | undefined; state?: string | undefined; show?: string | undefined },
): Line[] {
  const wanted = (search.q ?? '').toLowerCase();
  return lines.filter(({ entry, figures, lastAt }) => {
    if (search.source !== undefined && entry.source !== search.source) return false;
    if (search.state === 'on' && !entry.enabled) return false;
    if (search.state === 'off' && entry.enabled) return false;
    if (search.state === 'failing' && !(figures && figures.runs > figures.succeeded + figures.cancelled)) return false;
    const used =
      figures !== undefined ||
      lastAt !== undefined ||
      entry.source === 'custom' ||
      entry.connectionStatus === 'connected' ||
      !entry.enabled;
    return (search.show === 'all' || used) && `${entry.name} ${entry.key}`.toLowerCase().includes(wanted);
  });
}

function Filters() {
  const search = useSearch({ from: '/inside/' });
  const navigate = useNavigate({ from: '/' });
  const set = (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const clearButtonProps = { 'aria-label': words.act.clear };
  return (
    <Group gap="sm">
      <SearchBox value={search.q} change={(q) => set({ q })} placeholder={t.search} />
      <Select
        aria-label={t.source}
        placeholder={market.allSources}
        data={[
          { value: 'builtin', label: market.builtin },
          { value: 'custom', label: market.own },
        ]}
        value={search.source ?? null}
        onChange={(v) => set({ source: v ?? undefined })}
        clearable
        clearButtonProps={clearButtonProps}
        w={150}
      />
      <Select
        aria-label={t.state}
        placeholder={t.anyState}
        data={[
          { value: 'on', label: t.on },
          { value: 'off', label: t.off },
          { value: 'failing', label: t.failing },
        ]}
        value={search.state ?? null}
        onChange={(v) => set({ state: v ?? undefined })}
        clearable
        clearButtonProps={clearButtonProps}
        w={160}
      />
      <Button variant="default" onClick={() => set({ show: search.show === 'all' ? undefined : 'all' })}>
        {search.show === 'all' ? t.used : t.all}
      </Button>
    </Group>
  );
}

export function DashboardPage() {
  const search = useSearch({ from: '/inside/' });
  const { connectors, summary, recent, lines } = useDashboard();
  const problem = connectors.error ?? summary.error;
  const fresh = recent.data?.data.length === 0;
  return (
    <Page
      title={t.title}
      lead={
        <Group gap="xs">
          {t.window} <Status of="running" label={words.live} />
        </Group>
      }
    >
      {fresh ? <Hello /> : <Totals of={summary.data?.total} />}
      <Trouble />
      {problem ? <ErrorState error={problem} retry={() => void summary.refetch()} /> : null}
      <Section title={market.connectors}>
        <Filters />
        {lines ? <ConnectorTable lines={fitting(lines, search)} /> : problem ? null : <LoadingRows rows={6} height={52} />}
      </Section>
      {recent.data && !fresh ? (
        <Section
          title={t.recent}
          aside={
            <AnchorLink to="/executions" size="sm" underline="always">
              {t.seeAll}
            </AnchorLink>
          }
        >
          <Stack gap={6}>
            {recent.data.data.slice(0, 5).map((run) => (
              <Group key={run.id} gap="sm" wrap="nowrap">
                <Status of={run.status} />
                <AnchorLink to="/executions/$id" params={{ id: run.id }} size="sm" underline="always" truncate>
                  {run.connector.name}
                </AnchorLink>
                <Text size="sm">{duration(run.durationMs)}</Text>
                <When at={run.createdAt} />
              </Group>
            ))}
          </Stack>
        </Section>
      ) : null}
    </Page>
  );
}
