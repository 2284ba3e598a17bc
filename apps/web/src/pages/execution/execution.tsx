import { Button, Card, Code, Grid, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, ApiProblem } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { useMoves } from '../../api/use-moves.ts';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { JsonView } from '../../shell/json-view.tsx';
import { AnchorLink, ButtonLink } from '../../shell/links.tsx';
import { Page, Section } from '../../shell/page.tsx';
import { ErrorState, Loaded } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { duration, When } from '../../shell/time.tsx';
import { execution as t } from '../../strings/executions.ts';
import { Costs } from './costs.tsx';
import { Decisions } from './decisions.tsx';
import { RunAgain } from './run-again.tsx';
import { timelineOf, type Execution } from './timeline.ts';
import { Waterfall } from './waterfall.tsx';

const isOver = ({ status }: Execution) => status !== 'queued' && status !== 'running';

export function ExecutionPage() {
  const { id } = useParams({ from: '/inside/executions/$id' });
  const queries = useQueryClient();
  const run = useQuery({
    queryKey: ['execution', id],
    queryFn: () => answer(api.GET('/api/v1/executions/{id}', { params: { path: { id } } })),
    // The stream tells of moves; this is for what happens inside a running one.
    refetchInterval: (query) => (query.state.data && !isOver(query.state.data) ? 2_000 : false),
    // A new run's record can be a moment behind its answer.
    retry: (count, error) => count < 3 && error instanceof ApiProblem && error.problem.status === 404,
  });
  useMoves('execution', (move) => {
    if (move === undefined || move.id === id) void queries.invalidateQueries({ queryKey: ['execution', id] });
  });
  return <Loaded query={run}>{(data) => <Shown key={data.id} run={data} />}</Loaded>;
}

function Actions({ run }: { run: Execution }) {
  const [again, setAgain] = useState(false);
  const { may } = useMe();
  const cancel = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/executions/{id}/cancel', { params: { path: { id: run.id } } })),
  });
  if (!may('member')) return null;
  return (
    <>
      <ButtonLink to="/connectors/$key" params={{ key: run.connector.key }} variant="default">
        {t.connector}
      </ButtonLink>
      {isOver(run) ? (
        <Button onClick={() => setAgain(true)}>{t.again}</Button>
      ) : (
        <Button color="red" variant="outline" onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {t.cancel}
        </Button>
      )}
      {cancel.error ? <ErrorState error={cancel.error} /> : null}
      <RunAgain run={run} opened={again} close={() => setAgain(false)} />
    </>
  );
}

const Facts = ({ run }: { run: Execution }) => (
  <Group gap="xs">
    <Status of={run.status} testId="status" />
    {run.action ? <Code>{run.action}</Code> : null}
    <span>
      {duration(run.durationMs)} · {t.mode[run.mode] ?? run.mode} · {t.trigger} {run.trigger} · {t.version} {run.connector.version}
    </span>
    <When at={run.createdAt} />
  </Group>
);

function Shown({ run }: { run: Execution }) {
  const timeline = timelineOf(run);
  return (
    <Page
      title={run.connector.name}
      lead={<Facts run={run} />}
      mark={<ConnectorIcon connectorKey={run.connector.key} name={run.connector.name} size={44} />}
      above={
        <AnchorLink to="/executions" size="sm" underline="always">
          {t.back}
        </AnchorLink>
      }
      actions={<Actions run={run} />}
    >
      {run.error ? (
        <Section title={t.error}>
          <ErrorState
            error={new Error(run.error.message)}
            title={`${run.error.code.replaceAll('_', ' ')}${run.error.providerStatus ? ` · HTTP ${run.error.providerStatus}` : ''}`}
          />
        </Section>
      ) : null}
      <Card withBorder p="lg">
        <Section title={t.timeline}>
          {timeline.bars.length === 0 ? <Text size="sm">{isOver(run) ? t.noTimeline : t.waiting}</Text> : <Waterfall timeline={timeline} />}
        </Section>
      </Card>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Card withBorder p="lg">
            <Section title={t.decisions} aside={<Text size="xs">{t.decisionsLead}</Text>}>
              <Decisions of={run.decisions} />
            </Section>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {run.contactUpdates ? (
              <Section title={t.contact}>
                <JsonView value={run.contactUpdates} label={t.contact} />
              </Section>
            ) : null}
            <Section title={t.output}>
              <JsonView value={run.output} label={t.output} />
            </Section>
            <Section title={t.input}>
              <JsonView value={run.input} label={t.input} />
            </Section>
            {run.costs.length > 0 ? (
              <Section title={t.costs}>
                <Costs of={run.costs} />
              </Section>
            ) : null}
            <Section title={t.trace}>
              <Code style={{ overflowWrap: 'anywhere' }}>{run.traceId}</Code>
              <AnchorLink to="/executions" search={{ q: run.traceId }} size="sm" underline="always">
                {t.sameTrace}
              </AnchorLink>
              {run.retryOf ? (
                <AnchorLink to="/executions/$id" params={{ id: run.retryOf }} size="sm" underline="always">
                  {t.retryOf} {run.retryOf.slice(-8)}
                </AnchorLink>
              ) : null}
            </Section>
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
