import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { connect } from '../../strings/connect.ts';
import { settings as t } from '../../strings/manage.ts';
import { Rows } from './rows.tsx';

export function Credentials() {
  const queries = useQueryClient();
  const { may } = useMe();
  const fresh = () => queries.invalidateQueries({ queryKey: ['credentials'] });
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const list = useQuery({
    queryKey: ['credentials'],
    queryFn: () => answer(api.GET('/api/v1/credentials', { params: { query: { limit: 200 } } })),
  });
  const put = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/credentials/{name}', { params: { path: { name } }, body: { value } })),
    onSuccess: () => {
      setName('');
      setValue('');
      return fresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <Stack>
      <Text size="sm">{t.credentialsLead}</Text>
      {may('admin') ? (
        <form onSubmit={submit}>
          <Group align="end">
            <TextInput
              label={t.name}
              value={name}
              onChange={(e) => setName(e.currentTarget.value.trim())}
              placeholder="enrich_key"
              required
            />
            <PasswordInput
              label={t.value}
              value={value}
              autoComplete="off"
              miw={220}
              visibilityToggleButtonProps={{ 'aria-label': connect.showSecret }}
              onChange={(e) => setValue(e.currentTarget.value)}
              required
            />
            <Button type="submit" disabled={!name || !value} loading={put.isPending}>
              {t.put}
            </Button>
          </Group>
        </form>
      ) : null}
      {put.error ? <ErrorState error={put.error} /> : null}
      <Loaded query={list} loading={<LoadingRows rows={3} />}>
        {({ data }) => (
          <Rows
            label={t.credentials}
            rows={data}
            keyOf={(one) => one.name}
            nameOf={(one) => one.name}
            columns={[
              { title: t.name, cell: (one) => one.name },
              { title: t.kind, cell: (one) => (one.source === 'vault' ? t.fromVault : t.sealed) },
            ]}
            {...(may('admin')
              ? {
                  remove: {
                    label: t.remove,
                    title: t.removeCredential,
                    text: t.removeCredentialText,
                    run: async (one: { name: string }) => {
                      await answer(api.DELETE('/api/v1/credentials/{name}', { params: { path: { name: one.name } } }));
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
