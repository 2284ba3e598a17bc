import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answer, api } from '../../../api/client.ts';
import { workflows as t } from '../../../strings/workflows.ts';

/** Makes a workflow out of a file and opens it. Its triggers are off: what it needs may not be there yet. */
export function useImport() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (file: object) => answer(api.POST('/api/v1/workflows/import', { body: { file, enabled: false } })),
    onSuccess: ({ workflow }) => {
      for (const queryKey of [['workflows'], ['connectors']]) void queries.invalidateQueries({ queryKey });
      notifications.show({ message: t.imported(workflow.name), color: 'teal' });
      void navigate({ to: '/workflows/$id', params: { id: workflow.id } });
    },
  });
}
