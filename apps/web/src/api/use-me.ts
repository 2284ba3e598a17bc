import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';

const ORDER = ['viewer', 'member', 'admin', 'owner'];

/** Who is signed in: role, workspace, and whether a platform admin. */
export function useMe() {
  const me = useQuery({ queryKey: ['me'], queryFn: () => answer(api.GET('/api/v1/me')), staleTime: 60_000 });
  const may = (role: 'member' | 'admin' | 'owner') => me.data !== undefined && ORDER.indexOf(me.data.role) >= ORDER.indexOf(role);
  return { me: me.data, may };
}
