import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import type { Connector } from '../../connect/ways.ts';
import { ErrorState } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';

/** Publishes an own connector as a community template; the server takes credentials out and refuses what still holds one. */
export function Publish({ connector }: { connector: Connector }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(connector.name);
  const [description, setDescription] = useState(connector.description ?? '');
  const publish = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/connector-templates', { body: { connectorId: connector.key, name: name.trim(), description } })),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['templates'] });
      void navigate({ to: '/templates/$id', params: { id: made.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t.publishHint}</Text>
        <TextInput label={t.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} />
        <Textarea label={t.description} value={description} onChange={(e) => setDescription(e.currentTarget.value)} autosize minRows={2} />
        {publish.error ? <ErrorState error={publish.error} /> : null}
        <Group justify="flex-end">
          <Button type="submit" loading={publish.isPending}>
            {t.publishGo}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
