import { Button, Group, Modal, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../api/client.ts';
import { wholeList } from '../api/pages.ts';
import { ErrorState } from '../shell/states.tsx';
import { build as t } from '../strings/build.ts';
import { connect } from '../strings/connect.ts';
import { words } from '../strings/shell.ts';
import type { AuthDraft } from './definition.ts';
import type { PartProps } from './part.ts';
import { useSecrets } from './use-secrets.ts';
import { VariableInput } from './variable-input.tsx';
import { variablesFor } from './variables.ts';

function NewSecret({ use }: { use: (name: string) => void }) {
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const store = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/credentials/{name}', { params: { path: { name } }, body: { value } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['credentials'] });
      use(name);
      setValue('');
      setOpened(false);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store.mutate();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t.newSecret}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t.newSecretTitle} closeButtonProps={{ 'aria-label': words.act.close }}>
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t.secretName}
              description={t.secretNameHint}
              placeholder="enrich_key"
              value={name}
              onChange={(e) => setName(e.currentTarget.value.trim())}
              required
              data-autofocus
            />
            <PasswordInput
              label={t.secretValue}
              value={value}
              onChange={(e) => setValue(e.currentTarget.value)}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': connect.showSecret }}
              required
            />
            {store.error ? <ErrorState error={store.error} /> : null}
            <Group justify="flex-end">
              <Button type="submit" loading={store.isPending}>
                {t.secretGo}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function ConnectionFields({ auth, edit }: { auth: AuthDraft; edit: (patch: Partial<AuthDraft>) => void }) {
  const list = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  return (
    <Stack>
      <Select
        label={t.connectionOf}
        data={[
          { value: '', label: t.connectionOwn },
          ...(list.data ?? []).filter((one) => one.source === 'builtin').map((one) => ({ value: one.key, label: one.name })),
        ]}
        value={auth.connector}
        onChange={(v) => edit({ connector: v ?? '' })}
        searchable
        allowDeselect={false}
      />
      <TextInput label={t.prefix} value={auth.prefix} onChange={(e) => edit({ prefix: e.currentTarget.value })} maxLength={64} />
    </Stack>
  );
}

/** How the API knows the caller; the secret itself stays in the workspace's secrets. */
export function Authentication({ draft, set, problems, samples }: PartProps) {
  const { auth } = draft;
  const secrets = useSecrets();
  const edit = (patch: Partial<AuthDraft>) => set({ auth: { ...auth, ...patch } });
  const variables = variablesFor(draft, undefined, { secrets, samples }).filter(({ name }) => name === 'workspace' || name === 'input');
  const label = auth.type === 'bearer' ? t.token : auth.type === 'basic' ? t.password : t.apiKey;
  const literal = auth.secret.trim() !== '' && !auth.secret.includes('{{');
  return (
    <Stack maw={620}>
      <Select
        label={t.authKind}
        data={Object.entries(t.authKinds).map(([value, text]) => ({ value, label: text }))}
        value={auth.type}
        onChange={(v) =>
          edit({
            type: (v ?? 'none') as AuthDraft['type'],
            ...(v === 'connection' ? { name: '' } : v === 'api_key' && !auth.name ? { name: 'X-API-Key' } : {}),
          })
        }
        allowDeselect={false}
      />
      {auth.type === 'api_key' ? (
        <Group grow align="flex-start">
          <Select
            label={t.in}
            data={[
              { value: 'header', label: t.inHeader },
              { value: 'query', label: t.inQuery },
            ]}
            value={auth.in}
            onChange={(v) => edit({ in: v === 'query' ? 'query' : 'header' })}
            allowDeselect={false}
          />
          <TextInput
            label={auth.in === 'query' ? t.parameterName : t.headerName}
            value={auth.name}
            onChange={(e) => edit({ name: e.currentTarget.value })}
            error={problems['auth.name']}
          />
        </Group>
      ) : null}
      {auth.type === 'basic' ? (
        <VariableInput label={t.username} value={auth.username} change={(username) => edit({ username })} variables={variables} />
      ) : null}
      {auth.type === 'connection' ? <ConnectionFields auth={auth} edit={edit} /> : null}
      {auth.type === 'none' || auth.type === 'connection' ? null : (
        <>
          <Group align="flex-end" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <VariableInput
                label={label}
                description={t.secretHint}
                placeholder="{{workspace.api_token}}"
                value={auth.secret}
                change={(secret) => edit({ secret })}
                variables={variables}
                error={problems['auth.secret']}
              />
            </div>
            <NewSecret use={(name) => edit({ secret: `{{workspace.${name}}}` })} />
          </Group>
          {literal ? <Text size="sm">{t.literal}</Text> : null}
        </>
      )}
    </Stack>
  );
}
