import { Button, Code, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { When } from '../../shell/time.tsx';
import { connect } from '../../strings/connect.ts';
import { settings as t } from '../../strings/manage.ts';
import { Rows } from './rows.tsx';

/** The workspace's own OAuth apps and the operator's. */
export function OauthApps() {
  const queries = useQueryClient();
  const fresh = () => queries.invalidateQueries({ queryKey: ['oauth-apps'] });
  const list = useQuery({ queryKey: ['oauth-apps'], queryFn: () => answer(api.GET('/api/v1/oauth/apps')) });
  return (
    <Stack>
      <Text size="sm">{t.oauthLead}</Text>
      <AddApp fresh={fresh} />
      <Loaded query={list} loading={<LoadingRows rows={3} />}>
        {({ data, redirectUri }) => (
          <>
            <Text size="sm">
              {t.redirect}: <Code style={{ overflowWrap: 'anywhere' }}>{redirectUri}</Code>
            </Text>
            <Rows
              label={t.oauth}
              rows={data}
              keyOf={(one) => one.connector}
              nameOf={(one) => one.connector}
              columns={[
                { title: t.connector, cell: (one) => one.connector },
                { title: t.clientId, cell: (one) => <Code>{one.clientId}</Code> },
                { title: t.whose, cell: (one) => t.source[one.source] ?? one.source },
                { title: t.changed, cell: (one) => (one.updatedAt ? <When at={one.updatedAt} /> : '—') },
              ]}
              remove={{
                label: t.remove,
                title: t.removeApp,
                text: t.removeAppText,
                not: (one) => one.source !== 'workspace',
                run: async (one) => {
                  await answer(api.DELETE('/api/v1/oauth/apps/{connector}', { params: { path: { connector: one.connector } } }));
                  await fresh();
                },
              }}
            />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function AddApp({ fresh }: { fresh: () => Promise<unknown> }) {
  const [connector, setConnector] = useState<string | null>(null);
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const connectors = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/api/v1/oauth/apps/{connector}', { params: { path: { connector: connector ?? '' } }, body: { clientId, clientSecret } }),
      ),
    onSuccess: () => {
      setClientId('');
      setClientSecret('');
      return fresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const signIns = connectors.data?.filter((one) => one.auth.some((kind) => kind.startsWith('oauth'))) ?? [];
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group align="end">
          <Select
            label={t.connector}
            data={signIns.map((one) => ({ value: one.key, label: one.name }))}
            value={connector}
            onChange={setConnector}
            searchable
            required
          />
          <TextInput
            label={t.clientId}
            value={clientId}
            onChange={(e) => setClientId(e.currentTarget.value.trim())}
            required
            autoComplete="off"
          />
          <PasswordInput
            label={t.clientSecret}
            value={clientSecret}
            onChange={(e) => setClientSecret(e.currentTarget.value.trim())}
            required
            autoComplete="off"
            miw={220}
            visibilityToggleButtonProps={{ 'aria-label': connect.showSecret }}
          />
          <Button type="submit" disabled={!connector || !clientId || !clientSecret} loading={save.isPending}>
            {t.saveApp}
          </Button>
        </Group>
        {save.error ? <ErrorState error={save.error} /> : null}
      </Stack>
    </form>
  );
}
