import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { ErrorState } from '../../shell/states.tsx';
import { connect } from '../../strings/connect.ts';
import { market as t } from '../../strings/market.ts';

/** Asks for the credentials a template needs and makes a connector of it: both or neither. */
export function Install({ template }: { template: Answer<'readTemplates'> }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const kept = useQuery({
    queryKey: ['credentials'],
    queryFn: () => answer(api.GET('/api/v1/credentials', { params: { query: { limit: 200 } } })),
  });
  const has = new Set(kept.data?.data.map((one) => one.name));
  const install = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/connector-templates/{id}/install', {
          params: { path: { id: template.id } },
          body: { credentials: values, ...(name.trim() ? { name: name.trim() } : {}) },
        }),
      ),
    onSuccess: (made) => {
      for (const key of ['connectors', 'credentials', 'template', 'templates']) void queries.invalidateQueries({ queryKey: [key] });
      void navigate({ to: '/connectors/$key', params: { key: String((made.connector as { id?: unknown }).id) } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    install.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2} size="h4">
          {t.installTitle}
        </Title>
        <Text size="sm">{t.installHint}</Text>
        <TextInput label={t.installName} placeholder={template.name} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        {template.credentials.length === 0 ? <Text size="sm">{t.needsNone}</Text> : null}
        {template.credentials.map((one) => (
          <Stack key={one.name} gap={4}>
            <PasswordInput
              label={one.title}
              description={has.has(one.name) ? t.reused : one.description}
              autoComplete="off"
              required={!has.has(one.name)}
              visibilityToggleButtonProps={{ 'aria-label': connect.showSecret }}
              value={values[one.name] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues(({ [one.name]: _old, ...others }) => (value === '' ? others : { ...others, [one.name]: value }));
              }}
            />
            {one.url && one.url.startsWith('https://') ? (
              <Anchor href={one.url} target="_blank" rel="noreferrer" size="xs" underline="always">
                {t.where}
              </Anchor>
            ) : null}
          </Stack>
        ))}
        {install.error ? <ErrorState error={install.error} /> : null}
        <Button type="submit" loading={install.isPending}>
          {t.install}
        </Button>
      </Stack>
    </form>
  );
}
