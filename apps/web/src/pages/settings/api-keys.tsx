import { Alert, Button, Code, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { When } from '../../shell/time.tsx';
import { settings as t } from '../../strings/manage.ts';
import { words } from '../../strings/shell.ts';
import { RoleSelect, type Role } from './role-select.tsx';
import { Rows } from './rows.tsx';

function Shown({ value }: { value: string }) {
  return (
    <Alert title={t.shown} variant="outline" role="status">
      <Group gap="sm">
        <Code style={{ overflowWrap: 'anywhere' }} data-testid="new-key">
          {value}
        </Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? words.act.copied : t.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}

export function ApiKeys() {
  const queries = useQueryClient();
  const { me } = useMe();
  const fresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('member');
  const list = useQuery({ queryKey: ['keys'], queryFn: () => answer(api.GET('/api/v1/api-keys', { params: { query: { limit: 200 } } })) });
  const add = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/api-keys', { body: { name: name.trim(), role } })),
    onSuccess: () => {
      setName('');
      return fresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Stack>
      <Text size="sm">{t.keysLead}</Text>
      <form onSubmit={submit}>
        <Group align="end">
          <TextInput label={t.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} />
          <RoleSelect value={role} change={setRole} />
          <Button type="submit" disabled={name.trim() === ''} loading={add.isPending}>
            {t.createKey}
          </Button>
        </Group>
      </form>
      {add.data ? <Shown value={add.data.key} /> : null}
      {add.error ? <ErrorState error={add.error} /> : null}
      <Loaded query={list} loading={<LoadingRows rows={3} />}>
        {({ data }) => (
          <Rows
            label={t.keys}
            rows={data}
            keyOf={(key) => key.id}
            nameOf={(key) => key.name}
            columns={[
              { title: t.name, cell: (key) => (key.id === me?.id ? `${key.name} (${t.ownKey})` : key.name) },
              { title: t.begins, cell: (key) => <Code>{key.prefix}…</Code> },
              { title: t.role, cell: (key) => key.role },
              { title: t.created, cell: (key) => <When at={key.createdAt} /> },
              { title: t.lastUsed, cell: (key) => (key.lastUsedAt ? <When at={key.lastUsedAt} /> : t.never) },
            ]}
            remove={{
              label: t.revoke,
              title: t.revokeTitle,
              text: t.revokeText,
              run: async (key) => {
                await answer(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: key.id } } }));
                await fresh();
              },
            }}
          />
        )}
      </Loaded>
    </Stack>
  );
}
