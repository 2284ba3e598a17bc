import { Button, Group, Modal, Stack, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Icon } from '../../shell/icons.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { words } from '../../strings/shell.ts';
import { workflows as t } from '../../strings/workflows.ts';

/** Asks for the input and starts a run of the saved version, then watches it. */
export function RunButton({ workflow, blocked }: { workflow: Answer<'readWorkflows'>; blocked: boolean }) {
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const [input, setInput] = useState<unknown>({});
  const start = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/workflows/{id}/run', { params: { path: { id: workflow.id } }, body: { input } })),
    onSuccess: ({ runId }) => void navigate({ to: '/workflow-runs/$id', params: { id: runId } }),
  });
  return (
    <>
      <Tooltip label={t.saveFirst} disabled={!blocked}>
        <Button leftSection={<Icon name="play" size={16} />} onClick={() => setOpened(true)} disabled={blocked}>
          {t.run}
        </Button>
      </Tooltip>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t.runTitle} closeButtonProps={{ 'aria-label': words.act.close }}>
        <Stack>
          <SchemaForm
            schema={(workflow.definition as { inputSchema?: unknown }).inputSchema}
            value={input}
            change={setInput}
            label={t.input}
          />
          {start.error ? <ErrorState error={start.error} /> : null}
          <Group justify="flex-end">
            <Button onClick={() => start.mutate()} loading={start.isPending}>
              {t.runGo}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
