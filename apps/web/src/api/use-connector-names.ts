import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';
import { wholeList } from './pages.ts';

/** Names of all connectors of the workspace by their key; empty until they are known. */
export function useConnectorNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  return new Map(data?.map((one) => [one.key, one.name]));
}
