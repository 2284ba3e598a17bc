import { Alert, Button, Card, Group, List, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../shell/icons.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import { Page, Section } from '../../shell/page.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { welcome as t } from '../../strings/welcome.ts';
import { timelineOf, type Execution } from '../execution/timeline.ts';
import { Waterfall } from '../execution/waterfall.tsx';
import { runDemo, type DemoKey, type DemoStep } from './demos.ts';

const STEPS: DemoStep[] = ['secret', 'connector', 'contact', 'run'];
const DEMOS: { key: DemoKey; icon: string }[] = [
  { key: 'person', icon: '📞' },
  { key: 'company', icon: '🏢' },
];

export function WelcomePage() {
  const queries = useQueryClient();
  const { me, may } = useMe();
  const [done, setDone] = useState<DemoStep[]>([]);
  const demo = useMutation({
    mutationFn: (key: DemoKey) => {
      setDone([]);
      return runDemo(key, (step) => setDone((old) => [...old, step]));
    },
    onSettled: () => queries.invalidateQueries({ refetchType: 'none' }),
  });
  const run = useQuery({
    queryKey: ['execution', demo.data],
    enabled: demo.data !== undefined,
    queryFn: () => answer(api.GET('/api/v1/executions/{id}', { params: { path: { id: demo.data ?? '' } } })),
    retry: 3,
  });
  return (
    <Page title={t.title} lead={t.lead}>
      {me && !may('admin') ? <Alert variant="outline">{t.viewer}</Alert> : null}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {DEMOS.map(({ key, icon }) => (
          <Card key={key} withBorder p="lg" component="section" aria-label={t.demos[key].title}>
            <Group gap="sm" mb="xs">
              <Text fz={26} aria-hidden>
                {icon}
              </Text>
              <Title order={2} size="h4">
                {t.demos[key].title}
              </Title>
            </Group>
            <Text size="sm" mb="md">
              {t.demos[key].text}
            </Text>
            <Button
              mt="auto"
              leftSection={<Icon name="play" size={16} />}
              onClick={() => demo.mutate(key)}
              loading={demo.isPending && demo.variables === key}
              disabled={!may('admin') || demo.isPending}
              aria-label={`${t.go}: ${t.demos[key].title}`}
            >
              {t.go}
            </Button>
          </Card>
        ))}
      </SimpleGrid>
      {demo.isIdle ? null : <Progress done={done} failed={demo.isError} />}
      {demo.error ? <ErrorState error={demo.error} /> : null}
      {run.data ? <Result run={run.data} /> : null}
    </Page>
  );
}

const Progress = ({ done, failed }: { done: DemoStep[]; failed: boolean }) => (
  <Section title={t.stepsTitle}>
    <List listStyleType="none" spacing={6} aria-live="polite">
      {STEPS.map((step, i) => (
        <List.Item
          key={step}
          icon={done.includes(step) ? <Icon name="check" /> : i === done.length && !failed ? <Loader size={16} /> : <Icon name="more" />}
        >
          <Text size="sm">{t.steps[step]}</Text>
        </List.Item>
      ))}
    </List>
  </Section>
);

function Result({ run }: { run: Execution }) {
  const unreachable = run.errorCode !== null && ['egress_denied', 'provider_unavailable'].includes(run.errorCode);
  const learned = Object.entries(run.contactUpdates ?? {}).map(([field, value]) => `${field}: ${String(value)}`);
  return (
    <Stack gap="lg">
      <Card withBorder p="lg">
        <Section
          title={run.status === 'succeeded' ? t.done : t.timeline}
          aside={
            <Group gap="sm">
              <Status of={run.status} testId="status" />
              <ButtonLink to="/executions/$id" params={{ id: run.id }} size="xs">
                {t.details}
              </ButtonLink>
            </Group>
          }
        >
          {learned.length > 0 ? (
            <Text size="sm">
              {t.learned} {learned.join(', ')}
            </Text>
          ) : null}
          <Waterfall timeline={timelineOf(run)} />
          {unreachable ? <Alert variant="outline">{t.away}</Alert> : null}
        </Section>
      </Card>
      <Section title={t.next}>
        <Group>
          <ButtonLink to="/marketplace" variant="default" leftSection={<Icon name="connections" size={16} />}>
            {t.connect}
          </ButtonLink>
          <ButtonLink to="/build" variant="default" leftSection={<Icon name="build" size={16} />}>
            {t.build}
          </ButtonLink>
          <ButtonLink to="/marketplace" search={{ tab: 'templates' }} variant="default" leftSection={<Icon name="market" size={16} />}>
            {t.templates}
          </ButtonLink>
        </Group>
      </Section>
    </Stack>
  );
}
