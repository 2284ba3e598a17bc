import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { settings as t } from '../../strings/manage.ts';
import { RoleSelect, type Role } from './role-select.tsx';
import { Rows } from './rows.tsx';

export function Members() {
  const { me } = useMe();
  return me ? <Inside workspaceId={me.workspace.id} /> : <LoadingRows rows={3} />;
}

function Inside({ workspaceId: id }: { workspaceId: string }) {
  const queries = useQueryClient();
  const { may } = useMe();
  const fresh = () => queries.invalidateQueries({ queryKey: ['members'] });
  const list = useQuery({
    queryKey: ['members', id],
    queryFn: () => answer(api.GET('/api/v1/workspaces/{id}/members', { params: { path: { id }, query: { limit: 200 } } })),
  });
  const setRole = useMutation({
    mutationFn: ({ subject, role }: { subject: string; role: Role }) =>
      answer(api.PATCH('/api/v1/workspaces/{id}/members/{subject}', { params: { path: { id, subject } }, body: { role } })),
    onSettled: fresh,
  });
  return (
    <Stack>
      <Text size="sm">{t.membersLead}</Text>
      {may('admin') ? <AddMember id={id} fresh={fresh} /> : null}
      {setRole.error ? <ErrorState error={setRole.error} /> : null}
      <Loaded query={list} loading={<LoadingRows rows={3} />}>
        {({ data }) => (
          <Rows
            label={t.members}
            rows={data}
            keyOf={(one) => one.subject}
            nameOf={(one) => one.email ?? one.subject}
            columns={[
              { title: t.subject, cell: (one) => one.subject },
              { title: t.email, cell: (one) => one.email ?? '—' },
              {
                title: t.role,
                cell: (one) =>
                  may('admin') ? (
                    <RoleSelect
                      hideLabel
                      label={`${t.role}: ${one.subject}`}
                      value={one.role}
                      change={(role) => setRole.mutate({ subject: one.subject, role })}
                    />
                  ) : (
                    one.role
                  ),
              },
            ]}
            {...(may('admin')
              ? {
                  remove: {
                    label: t.remove,
                    title: t.removeMember,
                    text: t.removeMemberText,
                    run: async (one: { subject: string }) => {
                      await answer(
                        api.DELETE('/api/v1/workspaces/{id}/members/{subject}', { params: { path: { id, subject: one.subject } } }),
                      );
                      await fresh();
                    },
                  },
                }
              : {})}
          />
        )}
      </Loaded>
    </Stack>
  );
}

function AddMember({ id, fresh }: { id: string; fresh: () => Promise<unknown> }) {
  const [subject, setSubject] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const add = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/workspaces/{id}/members', {
          params: { path: { id } },
          body: { subject: subject.trim(), role, ...(email.trim() ? { email: email.trim() } : {}) },
        }),
      ),
    onSuccess: () => {
      setSubject('');
      setEmail('');
      return fresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group align="end">
          <TextInput label={t.subject} value={subject} onChange={(e) => setSubject(e.currentTarget.value)} required />
          <TextInput label={t.email} type="email" value={email} onChange={(e) => setEmail(e.currentTarget.value)} />
          <RoleSelect value={role} change={setRole} />
          <Button type="submit" disabled={subject.trim() === ''} loading={add.isPending}>
            {t.addMember}
          </Button>
        </Group>
        {add.error ? <ErrorState error={add.error} /> : null}
      </Stack>
    </form>
  );
}
