import { Alert, Button, Card, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, ApiProblem } from '../../api/client.ts';
import { AccountSelect } from '../../connect/account-select.tsx';
import type { Connector } from '../../connect/ways.ts';
import { asSchema, initialOf, missingIn } from '../../forms/schema.ts';
import { JsonField } from '../../forms/json-field.tsx';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Icon } from '../../shell/icons.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { ContactSelect } from './contact-select.tsx';

/** Runs an action with a form made of its input schema, then opens the run's timeline: also of a failed one, which says most. */
export function RunPanel({ connector }: { connector: Connector }) {
  const navigate = useNavigate({ from: '/connectors/$key' });
  const search = useSearch({ from: '/inside/connectors/$key' });
  const own = connector.source === 'custom';
  const action = connector.actions.find((one) => one.key === search.action) ?? connector.actions[0];
  return (
    <Card withBorder p="lg">
      <Stack>
        {own ? null : (
          <Select
            label={t.action}
            data={connector.actions.map((one) => ({ value: one.key, label: one.title }))}
            value={action?.key ?? null}
            onChange={(key) => void navigate({ search: { tab: 'run', action: key ?? undefined }, replace: true })}
            searchable
            allowDeselect={false}
          />
        )}
        {action ? <RunForm key={action.key} connector={connector} action={action} own={own} /> : null}
      </Stack>
    </Card>
  );
}

function RunForm({ connector, action, own }: { connector: Connector; action: Connector['actions'][number]; own: boolean }) {
  const navigate = useNavigate();
  const schema = asSchema(action.inputSchema);
  const [input, setInput] = useState<unknown>(() => initialOf(schema));
  const [account, setAccount] = useState<string | null>(null);
  const [contactId, setContactId] = useState<string | null>(null);
  const [contact, setContact] = useState<unknown>();
  const [wait, setWait] = useState(true);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const open = (id: string) => void navigate({ to: '/executions/$id', params: { id } });
  const run = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/connectors/{key}/execute', {
          params: { path: { key: connector.key }, query: { mode: wait ? 'sync' : 'async' } },
          body: {
            input,
            ...(own ? {} : { action: action.key }),
            ...(account ? { connectionId: account } : {}),
            ...(contactId ? { contactId } : contact === undefined ? {} : { contact: contact as Record<string, unknown> }),
          },
        }),
      ),
    onSuccess: (made) => open(made.executionId),
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      if (error.problem.executionId) return open(error.problem.executionId);
      setProblems(Object.fromEntries((error.problem.errors ?? []).map((one) => [one.path.replace(/^input\.?/, ''), one.message])));
    },
  });
  const go = () => {
    const missing = Object.fromEntries(missingIn(schema, input).map((path) => [path, t.missing]));
    setProblems(missing);
    if (Object.keys(missing).length === 0) run.mutate();
  };
  const plain = Object.keys(schema.properties ?? {}).length === 0;
  return (
    <Stack>
      {action.description ? <Text size="sm">{action.description}</Text> : null}
      {connector.connectionStatus === 'not_connected' ? (
        <Alert variant="outline" color="orange" icon={<Icon name="connections" />}>
          {t.needsAccount}
        </Alert>
      ) : (
        <AccountSelect connector={connector.key} value={account} change={setAccount} />
      )}
      {own ? (
        <>
          <ContactSelect value={contactId} change={setContactId} />
          {contactId ? null : <JsonField about={{ label: t.sampleContact }} value={contact} change={setContact} />}
        </>
      ) : null}
      {own && plain ? null : <SchemaForm schema={action.inputSchema} value={input} change={setInput} problems={problems} />}
      {run.error && !(run.error instanceof ApiProblem && run.error.problem.executionId) ? <ErrorState error={run.error} /> : null}
      <Group justify="space-between">
        <Switch
          label={t.mode}
          description={wait ? undefined : t.modeHint}
          checked={wait}
          onChange={(e) => setWait(e.currentTarget.checked)}
        />
        <Group gap="sm">
          {action.effect === 'read' ? null : <Text size="xs">{action.effect === 'delete' ? t.deletes : t.writes}</Text>}
          <Button onClick={go} loading={run.isPending} leftSection={<Icon name="play" size={16} />} disabled={!connector.enabled}>
            {t.go}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
