import { Anchor, Badge, Button, Checkbox, Group, Modal, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, ApiProblem } from '../api/client.ts';
import { EmptyState, ErrorState, Json, LoadingState, STATUS_COLOR } from '../shell/states.tsx';
import { t } from '../strings/en.ts';

type Entry = Record<string, unknown>;
const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const at = (value: unknown): number => Date.parse(word(value));

/** One bar per step or attempt, from its start to its end, on one scale. */
function Waterfall({ entries }: { entries: Entry[] }) {
  if (entries.length === 0) return <Text size="sm">{t.execution.none}</Text>;
  const starts = entries.map((e) => at(e.startedAt)).filter(Number.isFinite);
  const ends = entries
    .map((e) => (Number.isFinite(at(e.finishedAt)) ? at(e.finishedAt) : at(e.startedAt) + Number(e.durationMs ?? 0)))
    .filter(Number.isFinite);
  const from = Math.min(...starts);
  const span = Math.max(1, Math.max(...ends) - from);
  return (
    <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: 'none' }} data-testid="timeline">
      {entries.map((entry, index) => {
        const status = word(entry.status ?? entry.outcome);
        const start = Number.isFinite(at(entry.startedAt)) ? at(entry.startedAt) - from : 0;
        const took = Number(entry.durationMs ?? 0) || Math.max(0, at(entry.finishedAt) - at(entry.startedAt)) || 0;
        const left = Math.min(98, (start / span) * 100);
        return (
          <li key={index}>
            <details>
              <summary>
                <Text span size="sm">
                  {word(entry.name ?? entry.stepId ?? entry.id) || t.execution.attempt}{' '}
                  {entry.attempt === undefined && entry.number === undefined ? '' : `#${word(entry.attempt ?? entry.number)}`} · {status} ·{' '}
                  {Math.round(took)} ms
                </Text>
                <div aria-hidden style={{ height: 8, background: 'var(--mantine-color-default-border)', borderRadius: 4 }}>
                  <div
                    style={{
                      height: 8,
                      borderRadius: 4,
                      marginLeft: `${left}%`,
                      width: `${Math.max(2, Math.min(100 - left, (took / span) * 100))}%`,
                      background: `var(--mantine-color-${STATUS_COLOR[status] ?? 'indigo'}-filled)`,
                    }}
                  />
                </div>
              </summary>
              <Json value={entry} label={t.execution.steps} />
            </details>
          </li>
        );
      })}
    </Stack>
  );
}

function RunAgain({ id, input, unknown, close }: { id: string; input: unknown; unknown: boolean; close: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState(JSON.stringify(input ?? {}, null, 2));
  const [bad, setBad] = useState('');
  const [confirm, setConfirm] = useState(false);
  const retry = useMutation({
    mutationFn: (body: unknown) =>
      answer(
        api.POST('/api/v1/executions/{id}/retry', {
          params: { path: { id }, query: { mode: 'async' } },
          body: { input: body, ...(confirm ? { confirm } : {}) } as never,
        }),
      ),
    onSuccess: (made) => {
      close();
      void navigate({ to: '/executions/$id', params: { id: made.executionId } as never });
    },
  });
  const go = () => {
    try {
      retry.mutate(JSON.parse(text));
    } catch {
      setBad(t.execution.badJson);
    }
  };
  return (
    <Stack>
      <Textarea
        label={t.execution.input}
        value={text}
        onChange={(e) => {
          setText(e.currentTarget.value);
          setBad('');
        }}
        error={bad}
        autosize
        minRows={6}
        maxRows={18}
        styles={{ input: { fontFamily: 'monospace' } }}
      />
      {unknown ? <Checkbox label={t.execution.confirm} checked={confirm} onChange={(e) => setConfirm(e.currentTarget.checked)} /> : null}
      {retry.error ? <ErrorState error={retry.error} /> : null}
      <Button onClick={go} loading={retry.isPending}>
        {t.execution.retry}
      </Button>
    </Stack>
  );
}

export function ExecutionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [open, { open: show, close }] = useDisclosure();
  const run = useQuery({
    queryKey: ['execution', id],
    queryFn: () => answer(api.GET('/api/v1/executions/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data && ['queued', 'running'].includes(query.state.data.status) ? 1_000 : false),
    // A new run's record can be a moment behind its answer.
    retry: (count, error) => count < 3 && error instanceof ApiProblem && error.problem.status === 404,
  });
  if (run.isPending) return <LoadingState />;
  if (run.isError) return <ErrorState error={run.error} retry={() => void run.refetch()} />;
  const data = run.data;
  const over = !['queued', 'running'].includes(data.status);
  return (
    <Stack>
      <Anchor component={Link} to="/executions" underline="always">
        {t.execution.back}
      </Anchor>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {data.connector.name}
        </Title>
        {over ? (
          <Button variant="default" onClick={show}>
            {t.execution.retry}
          </Button>
        ) : null}
      </Group>
      <Group gap="xs">
        <Badge variant="outline" color={STATUS_COLOR[data.status] ?? 'gray'} c="var(--mantine-color-text)" data-testid="status">
          {data.status}
        </Badge>
        <Text size="sm">
          {new Date(data.createdAt).toLocaleString()}
          {data.durationMs === null ? '' : ` · ${Math.round(data.durationMs)} ms`} · {t.state.trace} {data.traceId}
        </Text>
      </Group>
      {data.error ? (
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="xs">
            {t.execution.error}
          </Title>
          <Json value={data.error} label={t.execution.error} />
        </Paper>
      ) : null}
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t.execution.timeline}
        </Title>
        <Waterfall entries={[...(data.steps as Entry[]), ...(data.attempts as Entry[])]} />
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t.execution.decisions}
        </Title>
        {data.decisions.length === 0 ? (
          <EmptyState title={t.execution.none} />
        ) : (
          <ol style={{ margin: 0, paddingLeft: 20 }}>
            {(data.decisions as Entry[]).map((d, i) => (
              <li key={i}>
                <Text size="sm">{Object.values(d).map(word).filter(Boolean).join(' — ')}</Text>
              </li>
            ))}
          </ol>
        )}
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t.execution.input}
        </Title>
        <Json value={data.input} label={t.execution.input} />
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t.execution.output}
        </Title>
        <Json value={data.output} label={t.execution.output} />
      </Paper>
      <Modal opened={open} onClose={close} title={t.execution.retryTitle} closeButtonProps={{ 'aria-label': t.execution.cancel }}>
        <RunAgain id={id} input={data.input} unknown={data.status === 'unknown'} close={close} />
      </Modal>
    </Stack>
  );
}
