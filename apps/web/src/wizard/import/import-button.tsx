import { Button, FileButton, Group, Modal, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { ErrorState } from '../../shell/states.tsx';
import { build } from '../../strings/build.ts';
import { words } from '../../strings/shell.ts';
import { Operations } from './operations.tsx';

const t = build.importer;
type Kind = 'openapi' | 'curl' | 'postman';

/** Connectors from a document: read it, pick operations, then edit one or make them all. */
export function ImportButton({ edit }: { edit: (definition: unknown) => void }) {
  const [opened, setOpened] = useState(false);
  const [kind, setKind] = useState<Kind>('openapi');
  const [source, setSource] = useState('');
  const read = useMutation({
    mutationFn: (text: string) => answer(api.POST('/api/v1/connectors/import', { body: { kind, source: text } })),
  });
  const close = () => {
    setOpened(false);
    read.reset();
  };
  const open = async (file: File | null) => {
    if (!file) return;
    const text = await file.text();
    setSource(text.length > 200_000 ? '' : text);
    read.mutate(text);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {build.import}
      </Button>
      <Modal opened={opened} onClose={close} title={t.title} size="xl" closeButtonProps={{ 'aria-label': words.act.close }}>
        {read.data ? (
          <Operations
            kind={kind}
            source={read.variables ?? source}
            offered={read.data.operations}
            edit={(definition) => {
              edit(definition);
              close();
            }}
          />
        ) : (
          <Stack>
            <SegmentedControl
              aria-label={t.kind}
              data={Object.entries(t.kinds).map(([value, label]) => ({ value, label }))}
              value={kind}
              onChange={(v) => setKind(v as Kind)}
            />
            <Textarea
              label={t.source}
              description={t.hint}
              value={source}
              onChange={(e) => setSource(e.currentTarget.value)}
              autosize
              minRows={6}
              maxRows={14}
              spellCheck={false}
              data-autofocus
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
            />
            {read.error ? <ErrorState error={read.error} /> : null}
            <Group justify="space-between">
              <FileButton onChange={(file) => void open(file)} accept=".json,.txt,.sh,application/json">
                {(props) => (
                  <Button variant="default" {...props}>
                    {t.file}
                  </Button>
                )}
              </FileButton>
              <Button onClick={() => read.mutate(source)} loading={read.isPending} disabled={source.trim() === ''}>
                {t.read}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
