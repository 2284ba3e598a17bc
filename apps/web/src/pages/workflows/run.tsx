import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { useFreshOnMoves } from '../../api/use-moves.ts';
import { JsonView } from '../../shell/json-view.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { Page, Section } from '../../shell/page.tsx';
import { ErrorState, Loaded } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { duration, When } from '../../shell/time.tsx';
import { workflows as t } from '../../strings/workflows.ts';
import { Canvas } from './canvas.tsx';
import type { WorkflowDraft } from './definition.ts';

type Run = Answer<'readWorkflowRuns'>;
const isOver = ({ status }: Run) => ['succeeded', 'failed', 'cancelled'].includes(status);

/** A run on the canvas of the version it runs, each node with what became of it; it follows the event stream. */
export function WorkflowRunPage() {
  const { id } = useParams({ from: '/inside/workflow-runs/$id' });
  const run = useQuery({
    queryKey: ['workflow-run', id],
    queryFn: () => answer(api.GET('/api/v1/workflow-runs/{id}', { params: { path: { id } } })),
  });
  useFreshOnMoves(['workflow-run', id], { kind: 'workflow-run', id, everyMs: 100 });
  return <Loaded query={run}>{(data) => <Shown run={data} />}</Loaded>;
}

function Actions({ run }: { run: Run }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { may } = useMe();
  const params = { path: { id: run.id } };
  const fresh = () => queries.invalidateQueries({ queryKey: ['workflow-run', run.id] });
  const cancel = useMutation({ mutationFn: () => answer(api.POST('/api/v1/workflow-runs/{id}/cancel', { params })), onSuccess: fresh });
  const retry = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/workflow-runs/{id}/retry', { params, body: {} })),
    onSuccess: fresh,
  });
  const rerun = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/workflow-runs/{id}/rerun', { params, body: {} })),
    onSuccess: ({ runId }) => void navigate({ to: '/workflow-runs/$id', params: { id: runId } }),
  });
  const problem = cancel.error ?? retry.error ?? rerun.error;
  if (!may('member')) return null;
  return (
    <>
      {isOver(run) ? (
        <>
          {run.status === 'succeeded' ? null : (
            <Button variant="default" onClick={() => retry.mutate()} loading={retry.isPending}>
              {t.retry}
            </Button>
          )}
          <Button onClick={() => rerun.mutate()} loading={rerun.isPending}>
            {t.rerun}
          </Button>
        </>
      ) : (
        <Button color="red" variant="outline" onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {t.cancel}
        </Button>
      )}
      {problem ? <ErrorState error={problem} /> : null}
    </>
  );
}

function Shown({ run }: { run: Run }) {
  const params = { path: { id: run.workflowId, version: String(run.version) } };
  const version = useQuery({
    queryKey: ['workflow-version', run.workflowId, run.version],
    queryFn: () => answer(api.GET('/api/v1/workflows/{id}/versions/{version}', { params })),
    staleTime: Infinity,
  });
  const draft = version.data?.definition as unknown as WorkflowDraft | undefined;
  const states = Object.fromEntries(run.nodes.filter(({ item }) => item === null).map((node) => [node.nodeId, node.status]));
  return (
    <Page
      title={draft ? `${draft.name}` : t.runPage}
      lead={
        <Group gap="xs">
          <Status of={run.status} label={run.status === 'parked' ? t.parked : undefined} testId="status" />
          {duration(run.durationMs)} · {t.trigger} {run.trigger.type} · {t.version} {run.version} <When at={run.createdAt} />
        </Group>
      }
      above={
        <AnchorLink to="/workflows/$id" params={{ id: run.workflowId }} search={{ tab: 'runs' }} size="sm" underline="always">
          {t.runs}
        </AnchorLink>
      }
      actions={<Actions run={run} />}
    >
      {run.error ? <ErrorState error={new Error(run.error.message)} title={run.error.code.replaceAll('_', ' ')} /> : null}
      {draft ? <Canvas draft={draft} states={states} /> : null}
      <Section title={t.nodes}>
        <Stack gap="xs" data-testid="timeline">
          {run.nodes.map((node) => (
            <Card withBorder p="sm" key={`${node.nodeId} ${node.item ?? ''}`}>
              <Group gap="sm" mb={node.output === null || node.output === undefined ? 0 : 'xs'}>
                <Status of={node.status} />
                <Text size="sm" fw={600}>
                  {node.nodeId}
                </Text>
                <Text size="sm">
                  {t.types[node.type] ?? node.type} · {duration(node.durationMs)} {node.attempt > 1 ? `· ${t.attempt(node.attempt)}` : ''}{' '}
                  {node.port ? `→ ${node.port}` : ''}
                </Text>
                {node.executionId ? (
                  <AnchorLink to="/executions/$id" params={{ id: node.executionId }} size="sm" underline="always">
                    {t.execution}
                  </AnchorLink>
                ) : null}
              </Group>
              {node.error ? <Text size="sm">{node.error.message}</Text> : null}
              {node.output === null || node.output === undefined ? null : (
                <JsonView value={node.output} label={`${node.nodeId}: ${t.output}`} maxHeight={180} />
              )}
            </Card>
          ))}
        </Stack>
      </Section>
    </Page>
  );
}
