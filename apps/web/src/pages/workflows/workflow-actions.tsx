import { Button, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answer, api, type Answer } from '../../api/client.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { saveJson } from '../../shell/save-file.ts';
import { ErrorState } from '../../shell/states.tsx';
import { workflows as t } from '../../strings/workflows.ts';

/** What is done with a workflow as a whole: its triggers on or off, a file of it, its end. */
export function WorkflowActions({ workflow }: { workflow: Answer<'readWorkflows'> }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { id: workflow.id } };
  const turn = useMutation({
    mutationFn: (enabled: boolean) => answer(api.PATCH('/api/v1/workflows/{id}', { params, body: { enabled } })),
    onSettled: () => Promise.all([['workflow', workflow.id], ['workflows']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const takeOut = useMutation({
    mutationFn: () => answer(api.GET('/api/v1/workflows/{id}/export', { params })),
    onSuccess: (file) => saveJson(file, `${fileName(workflow.name)}.workflow.json`),
  });
  const remove = async () => {
    await answer(api.DELETE('/api/v1/workflows/{id}', { params }));
    void queries.invalidateQueries({ queryKey: ['workflows'] });
    await navigate({ to: '/workflows' });
  };
  const problem = turn.error ?? takeOut.error;
  return (
    <>
      <Switch
        label={t.triggersOn}
        checked={turn.isPending ? turn.variables : workflow.enabled}
        onChange={(e) => turn.mutate(e.currentTarget.checked)}
      />
      <Button variant="default" onClick={() => takeOut.mutate()} loading={takeOut.isPending}>
        {t.export}
      </Button>
      <Confirm title={t.removeTitle} text={`${workflow.name}: ${t.removeText}`} go={t.remove} run={remove}>
        {(ask) => (
          <Button variant="default" onClick={ask}>
            {t.remove}
          </Button>
        )}
      </Confirm>
      {problem ? <ErrorState error={problem} /> : null}
    </>
  );
}

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'workflow';
