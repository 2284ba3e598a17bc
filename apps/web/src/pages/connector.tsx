import { Anchor, Button, Group, Paper, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, ApiProblem } from '../api/client.ts';
import { ErrorState, Json, LoadingState } from '../shell/states.tsx';
import { t } from '../strings/en.ts';

function Run({ connector, actions }: { connector: string; actions: { key: string; title: string }[] }) {
  const navigate = useNavigate();
  const [action, setAction] = useState<string | null>(actions[0]?.key ?? null);
  const [input, setInput] = useState('{}');
  const [bad, setBad] = useState('');
  const open = (id: string) => void navigate({ to: '/executions/$id', params: { id } as never });
  const run = useMutation({
    mutationFn: (value: unknown) =>
      answer(
        api.POST('/api/v1/connectors/{key}/execute', {
          params: { path: { key: connector } },
          body: { input: value, ...(action ? { action } : {}) } as never,
        }),
      ),
    onSuccess: (made) => open(made.executionId),
    // A failed run has a timeline too, and it says more than its problem does.
    onError: (error) => {
      if (error instanceof ApiProblem && error.problem.executionId) open(error.problem.executionId);
    },
  });
  const go = () => {
    try {
      run.mutate(JSON.parse(input));
    } catch {
      setBad(t.execution.badJson);
    }
  };
  return (
    <Stack align="stretch">
      {actions.length > 0 ? (
        <Select
          label={t.market.action}
          data={actions.map((a) => ({ value: a.key, label: a.title }))}
          value={action}
          onChange={setAction}
          searchable
          allowDeselect={false}
        />
      ) : null}
      <Textarea
        label={t.market.input}
        value={input}
        onChange={(e) => {
          setInput(e.currentTarget.value);
          setBad('');
        }}
        error={bad}
        autosize
        minRows={3}
        styles={{ input: { fontFamily: 'monospace' } }}
      />
      {run.error ? <ErrorState error={run.error} /> : null}
      <Button onClick={go} loading={run.isPending} style={{ alignSelf: 'flex-start' }}>
        {t.market.runNow}
      </Button>
    </Stack>
  );
}

export function ConnectorPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const one = useQuery({
    queryKey: ['connector', key],
    queryFn: () => answer(api.GET('/api/v1/connectors/{key}', { params: { path: { key } } })),
  });
  if (one.isPending) return <LoadingState />;
  if (one.isError) return <ErrorState error={one.error} retry={() => void one.refetch()} />;
  const data = one.data;
  return (
    <Stack>
      <Anchor component={Link} to="/marketplace" underline="always">
        {t.market.back}
      </Anchor>
      <Title order={1} size="h2">
        {data.name}
      </Title>
      <Text>{data.description ?? ''}</Text>
      <Group gap="xs">
        <Text size="sm">
          {data.source} · {data.category} · v{data.version} · {data.auth.join(', ')} · {data.connectionStatus.replaceAll('_', ' ')}
        </Text>
      </Group>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t.market.run}
        </Title>
        <Run connector={key} actions={data.source === 'builtin' ? data.actions : []} />
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t.market.actions}
        </Title>
        {data.actions.map((a) => (
          <details key={a.key}>
            <summary>
              {a.title} · {a.effect}
            </summary>
            <Text size="sm">{a.description}</Text>
            <Json value={a.inputSchema} label={`${t.market.schema} ${a.title}`} />
          </details>
        ))}
      </Paper>
    </Stack>
  );
}
