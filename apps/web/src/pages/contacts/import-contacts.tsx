import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { JsonView } from '../../shell/json-view.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { contacts as t } from '../../strings/manage.ts';

/** JSON begins with a bracket; anything else is CSV. */
function bodyOf(source: string) {
  const text = source.trim();
  return text.startsWith('[') ? { contacts: JSON.parse(text) as Record<string, unknown>[] } : { csv: text };
}

export function ImportContacts({ close }: { close: () => void }) {
  const [source, setSource] = useState('');
  const run = useMutation({
    mutationFn: async () => answer(api.POST('/api/v1/contacts/import', { body: bodyOf(source) })),
    onSuccess: () => notifications.show({ message: t.imported, color: 'teal' }),
  });
  return (
    <Stack>
      <Text size="sm">{t.importHint}</Text>
      <Textarea
        label={t.importSource}
        value={source}
        onChange={(e) => setSource(e.currentTarget.value)}
        placeholder={'email,firstname,company\nada@example.com,Ada,Analytical Engines'}
        autosize
        minRows={6}
        maxRows={14}
        data-autofocus
        spellCheck={false}
      />
      {run.error ? <ErrorState error={run.error} /> : null}
      {run.data ? <JsonView value={run.data} label={t.imported} /> : null}
      <Group justify="space-between">
        <FileButton onChange={(file) => void file?.text().then(setSource)} accept=".csv,.json,text/csv,application/json">
          {(props) => (
            <Button variant="default" {...props}>
              {t.importFile}
            </Button>
          )}
        </FileButton>
        {run.data ? (
          <Button onClick={close}>{t.imported}</Button>
        ) : (
          <Button onClick={() => run.mutate()} loading={run.isPending} disabled={source.trim() === ''}>
            {t.importGo}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
