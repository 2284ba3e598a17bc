import { Alert, Button, Code, Group, PasswordInput, Select, Stack, Table, Tabs, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { EmptyState, ErrorState, LoadingState } from '../../shell/states.tsx';
import { t } from '../../strings/en.ts';

const ROLES = ['viewer', 'member', 'admin', 'owner'];
type Role = 'viewer' | 'member' | 'admin' | 'owner';
interface Row {
  id: string;
  cells: string[];
}

function Rows({ rows, remove, label }: { rows: Row[]; remove: (id: string) => void; label: string }) {
  if (rows.length === 0) return <EmptyState title={t.settings.none} />;
  return (
    <Table>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            {row.cells.map((cell, i) => (
              <Table.Td key={i} style={{ overflowWrap: 'anywhere' }}>
                {cell}
              </Table.Td>
            ))}
            <Table.Td ta="right">
              <Button size="compact-sm" variant="default" aria-label={`${label} ${row.cells[0] ?? ''}`} onClick={() => remove(row.id)}>
                {label}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Keys() {
  const queries = useQueryClient();
  const fresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('member');
  const list = useQuery({ queryKey: ['keys'], queryFn: () => answer(api.GET('/api/v1/api-keys', { params: { query: { limit: 200 } } })) });
  const add = useMutation({ mutationFn: () => answer(api.POST('/api/v1/api-keys', { body: { name, role } })), onSuccess: fresh });
  const remove = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: fresh,
  });
  const problem = add.error ?? remove.error;
  return (
    <Stack>
      <Group align="end">
        <TextInput label={t.settings.name} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <Select
          label={t.settings.role}
          data={ROLES}
          value={role}
          allowDeselect={false}
          onChange={(v) => setRole((v ?? 'member') as Role)}
        />
        <Button disabled={!name.trim()} loading={add.isPending} onClick={() => add.mutate()}>
          {t.settings.create}
        </Button>
      </Group>
      {add.data ? (
        <Alert title={t.settings.shown} variant="outline">
          <Code style={{ overflowWrap: 'anywhere' }}>{add.data.key}</Code>
        </Alert>
      ) : null}
      {problem ? <ErrorState error={problem} /> : null}
      {list.isPending ? (
        <LoadingState />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : (
        <Rows
          label={t.settings.revoke}
          rows={list.data.data.map((k) => ({ id: k.id, cells: [k.name, `${k.prefix}…`, k.role] }))}
          remove={(id) => remove.mutate(id)}
        />
      )}
    </Stack>
  );
}

function Credentials() {
  const queries = useQueryClient();
  const fresh = () => {
    setValue('');
    return queries.invalidateQueries({ queryKey: ['credentials'] });
  };
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const list = useQuery({
    queryKey: ['credentials'],
    queryFn: () => answer(api.GET('/api/v1/credentials', { params: { query: { limit: 200 } } })),
  });
  const put = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/credentials/{name}', { params: { path: { name } }, body: { value } })),
    onSuccess: fresh,
  });
  const remove = useMutation({
    mutationFn: (one: string) => answer(api.DELETE('/api/v1/credentials/{name}', { params: { path: { name: one } } })),
    onSuccess: fresh,
  });
  const problem = put.error ?? remove.error;
  return (
    <Stack>
      <Group align="end">
        <TextInput label={t.settings.name} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <PasswordInput
          label={t.settings.value}
          value={value}
          autoComplete="off"
          miw={200}
          onChange={(e) => setValue(e.currentTarget.value)}
        />
        <Button disabled={!name || !value} loading={put.isPending} onClick={() => put.mutate()}>
          {t.settings.put}
        </Button>
      </Group>
      {problem ? <ErrorState error={problem} /> : null}
      {list.isPending ? (
        <LoadingState />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : (
        <Rows
          label={t.settings.remove}
          rows={list.data.data.map((c) => ({ id: c.name, cells: [c.name, c.source] }))}
          remove={(id) => remove.mutate(id)}
        />
      )}
    </Stack>
  );
}

function Members() {
  const queries = useQueryClient();
  const [subject, setSubject] = useState('');
  const [role, setRole] = useState<Role>('member');
  const here = useQuery({
    queryKey: ['workspace'],
    queryFn: async () => (await answer(api.GET('/api/v1/workspaces', { params: { query: { limit: 1 } } }))).data[0]?.id ?? '',
  });
  const id = here.data ?? '';
  const list = useQuery({
    queryKey: ['members', id],
    enabled: id !== '',
    queryFn: () => answer(api.GET('/api/v1/workspaces/{id}/members', { params: { path: { id }, query: { limit: 200 } } })),
  });
  const fresh = () => queries.invalidateQueries({ queryKey: ['members'] });
  const add = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/workspaces/{id}/members', { params: { path: { id } }, body: { subject, role } })),
    onSuccess: fresh,
  });
  const remove = useMutation({
    mutationFn: (one: string) =>
      answer(api.DELETE('/api/v1/workspaces/{id}/members/{subject}', { params: { path: { id, subject: one } } })),
    onSuccess: fresh,
  });
  const problem = here.error ?? list.error ?? add.error ?? remove.error;
  return (
    <Stack>
      <Group align="end">
        <TextInput label={t.settings.subject} value={subject} onChange={(e) => setSubject(e.currentTarget.value)} />
        <Select
          label={t.settings.role}
          data={ROLES}
          value={role}
          allowDeselect={false}
          onChange={(v) => setRole((v ?? 'member') as Role)}
        />
        <Button disabled={!subject || !id} loading={add.isPending} onClick={() => add.mutate()}>
          {t.settings.add}
        </Button>
      </Group>
      {problem ? <ErrorState error={problem} /> : null}
      {list.data ? (
        <Rows
          label={t.settings.remove}
          rows={list.data.data.map((m) => ({ id: m.subject, cells: [m.subject, m.email ?? '', m.role] }))}
          remove={(one) => remove.mutate(one)}
        />
      ) : problem ? null : (
        <LoadingState />
      )}
    </Stack>
  );
}

export function SettingsPage() {
  const { tab } = useSearch({ from: '/inside/settings' });
  const navigate = useNavigate({ from: '/settings' });
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.settings.title}
      </Title>
      <Tabs value={tab ?? 'keys'} onChange={(v) => void navigate({ search: { tab: v ?? undefined } })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="keys">{t.settings.keys}</Tabs.Tab>
          <Tabs.Tab value="credentials">{t.settings.credentials}</Tabs.Tab>
          <Tabs.Tab value="members">{t.settings.members}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="keys">
          <Keys />
        </Tabs.Panel>
        <Tabs.Panel value="credentials">
          <Credentials />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <Members />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
