import { Button, Code, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { ErrorState } from '../../shell/states.tsx';
import { build as t } from '../../strings/build.ts';
import { words } from '../../strings/shell.ts';
import type { StepDraft } from '../definition.ts';
import { stepDraft } from '../draft-of.ts';

/** Fills a step in from a command: the server reads it and puts names in the place of its secrets. */
export function CurlButton({ taken, fill }: { taken: StepDraft; fill: (patch: Partial<StepDraft>) => void }) {
  const [opened, setOpened] = useState(false);
  const [command, setCommand] = useState('');
  const read = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/connectors/import', { body: { kind: 'curl', source: command } })),
    onSuccess: ({ drafts: [draft] }) => {
      const config = (draft?.definition as { config?: { auth?: { type?: string; token?: string } } } | undefined)?.config;
      const { method, url, headers, query, body, bodyType } = stepDraft(config, []);
      // A step has no page for an auth of its own: a bearer token stands in its header.
      const auth = config?.auth?.type === 'bearer' ? [{ key: 'Authorization', value: `Bearer ${config.auth.token ?? ''}` }] : [];
      fill({ method, url, headers: [...headers, ...auth], query, body, bodyType });
      if (!draft || (draft.secrets.length === 0 && draft.notes.length === 0)) setOpened(false);
    },
  });
  const open = () => {
    read.reset();
    setCommand('');
    setOpened(true);
  };
  const [draft] = read.data?.drafts ?? [];
  return (
    <>
      <Button variant="default" onClick={open} mt={25} aria-label={`${t.curl}: ${taken.name || taken.id}`}>
        {t.curl}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.curlTitle}
        size="lg"
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        <Stack>
          {draft ? (
            <>
              {draft.secrets.length > 0 ? <Text size="sm">{t.curlSecrets}</Text> : null}
              <Group gap={6}>
                {draft.secrets.map(({ name }) => (
                  <Code key={name}>{name}</Code>
                ))}
              </Group>
              {draft.notes.map((note) => (
                <Text size="sm" key={note}>
                  {note}
                </Text>
              ))}
              <Group justify="flex-end">
                <Button onClick={() => setOpened(false)}>{words.act.close}</Button>
              </Group>
            </>
          ) : (
            <>
              <Textarea
                label={t.curlLabel}
                placeholder="curl https://api.example.com/people -H 'X-Key: …'"
                value={command}
                onChange={(e) => setCommand(e.currentTarget.value)}
                autosize
                minRows={4}
                maxRows={14}
                spellCheck={false}
                data-autofocus
                styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
              />
              {read.error ? <ErrorState error={read.error} /> : null}
              <Group justify="flex-end">
                <Button onClick={() => read.mutate()} loading={read.isPending} disabled={command.trim() === ''}>
                  {t.curlGo}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Modal>
    </>
  );
}
