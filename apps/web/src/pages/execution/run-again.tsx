import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, ApiProblem } from '../../api/client.ts';
import { JsonField } from '../../forms/json-field.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { execution as t } from '../../strings/executions.ts';
import { words } from '../../strings/shell.ts';
import type { Execution } from './timeline.ts';

/** A run that succeeded is not repeated but called anew, with the same contact and account. */
async function callAnew(run: Execution, input: unknown): Promise<string> {
  const body = {
    input,
    ...(run.connector.source === 'builtin' && run.action ? { action: run.action } : {}),
    ...(run.connectionId ? { connectionId: run.connectionId } : {}),
    ...(run.contactId ? { contactId: run.contactId } : {}),
  };
  const params = { path: { key: run.connector.key }, query: { mode: 'async' as const } };
  return (await answer(api.POST('/api/v1/connectors/{key}/execute', { params, body }))).executionId;
}

async function repeat(run: Execution, input: unknown, confirm: boolean): Promise<string> {
  const params = { path: { id: run.id }, query: { mode: 'async' as const } };
  return (await answer(api.POST('/api/v1/executions/{id}/retry', { params, body: { input, ...(confirm ? { confirm } : {}) } })))
    .executionId;
}

export function RunAgain({ run, opened, close }: { run: Execution; opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title={t.againTitle} size="lg" closeButtonProps={{ 'aria-label': words.act.close }}>
      <Form run={run} close={close} />
    </Modal>
  );
}

function Form({ run, close }: { run: Execution; close: () => void }) {
  const navigate = useNavigate();
  const [input, setInput] = useState<unknown>(run.input ?? {});
  const [confirm, setConfirm] = useState(false);
  const open = (id: string) => {
    close();
    void navigate({ to: '/executions/$id', params: { id } });
  };
  const again = useMutation({
    mutationFn: () => (run.status === 'succeeded' ? callAnew(run, input) : repeat(run, input, confirm)),
    onSuccess: open,
    onError: (error) => {
      const made = error instanceof ApiProblem ? error.problem.executionId : undefined;
      if (made && made !== run.id) open(made);
    },
  });
  return (
    <Stack>
      <JsonField about={{ label: t.input }} value={input} change={setInput} />
      {run.status === 'unknown' ? (
        <Checkbox label={t.confirm} checked={confirm} onChange={(e) => setConfirm(e.currentTarget.checked)} />
      ) : null}
      {again.error ? <ErrorState error={again.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {words.act.cancel}
        </Button>
        <Button onClick={() => again.mutate()} loading={again.isPending} disabled={run.status === 'unknown' && !confirm}>
          {t.againGo}
        </Button>
      </Group>
    </Stack>
  );
}
