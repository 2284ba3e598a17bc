import { Button, Card, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Section } from '../../shell/page.tsx';
import { ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { settings as t } from '../../strings/manage.ts';
import { words } from '../../strings/shell.ts';

type Workspace = Answer<'readWorkspaces'>;
const KINDS = ['executions', 'events', 'costs', 'audit'] as const;

/** The workspace's name, and how long it keeps what happened. */
export function WorkspaceTab() {
  const { me } = useMe();
  const id = me?.workspace.id ?? '';
  const one = useQuery({
    queryKey: ['workspace', id],
    enabled: id !== '',
    queryFn: () => answer(api.GET('/api/v1/workspaces/{id}', { params: { path: { id } } })),
  });
  return (
    <Loaded query={one} loading={<LoadingRows rows={3} />}>
      {(workspace) => <Form key={workspace.updatedAt} workspace={workspace} />}
    </Loaded>
  );
}

function Form({ workspace }: { workspace: Workspace }) {
  const queries = useQueryClient();
  const { may } = useMe();
  const [name, setName] = useState(workspace.name);
  const [days, setDays] = useState<Record<string, number>>({ ...workspace.retentionDays });
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/api/v1/workspaces/{id}', { params: { path: { id: workspace.id } }, body: { name: name.trim(), retentionDays: days } }),
      ),
    onSuccess: () => {
      notifications.show({ message: t.saved, color: 'teal' });
      void queries.invalidateQueries({ queryKey: ['me'] });
      return queries.invalidateQueries({ queryKey: ['workspace'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        <TextInput
          label={t.name}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          required
          maxLength={200}
          disabled={!may('admin')}
        />
        <Card withBorder>
          <Section title={t.retention}>
            <Text size="sm">{t.retentionHint}</Text>
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {KINDS.map((kind) => (
                <NumberInput
                  key={kind}
                  label={t.kept[kind]}
                  value={days[kind] ?? ''}
                  min={1}
                  max={365}
                  allowDecimal={false}
                  disabled={!may('admin')}
                  onChange={(v) => setDays((old) => (v === '' ? old : { ...old, [kind]: Number(v) }))}
                />
              ))}
            </SimpleGrid>
          </Section>
        </Card>
        {save.error ? <ErrorState error={save.error} /> : null}
        {may('admin') ? (
          <Group>
            <Button type="submit" loading={save.isPending}>
              {words.act.save}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  );
}
