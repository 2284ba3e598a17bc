import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';

/** Names of the workspace's secrets. */
export function useSecrets(): string[] {
  const list = useQuery({
    queryKey: ['credentials'],
    queryFn: () => answer(api.GET('/api/v1/credentials', { params: { query: { limit: 200 } } })),
  });
  return list.data?.data.map(({ name }) => name) ?? [];
}
