import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Answer } from '../../api/client.ts';

type Template = Answer<'readTemplates'>;

/** What platform admins do with a template: feature it, hide it with a reason, show it again. */
export function useModeration(id: string, done?: () => void) {
  const queries = useQueryClient();
  const path = { id };
  const fresh = (changed: Partial<Template>) => {
    // Put in, not read anew: a hidden template of another workspace cannot be read by its page any more.
    queries.setQueryData<Template>(['template', id], (old) => old && { ...old, ...changed });
    done?.();
    return Promise.all([['templates'], ['admin', 'templates']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const feature = useMutation({
    mutationFn: (featured: boolean) =>
      answer(api.PATCH('/api/v1/admin/connector-templates/{id}/feature', { params: { path }, body: { featured } })),
    onSuccess: fresh,
  });
  const moderate = useMutation({
    mutationFn: ({ status, note }: { status: 'published' | 'hidden'; note?: string }) =>
      answer(
        api.PATCH('/api/v1/admin/connector-templates/{id}/moderate', { params: { path }, body: { status, ...(note ? { note } : {}) } }),
      ),
    onSuccess: fresh,
  });
  return { feature, moderate };
}
