import { Button, Menu, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { session } from '../api/session.ts';
import { useMe } from '../api/use-me.ts';
import { words } from '../strings/shell.ts';
import { Icon } from './icons.tsx';
import classes from './workspace-menu.module.css';

/** The workspace worked in. A person with several picks one; an API key belongs to its own. */
export function WorkspaceMenu() {
  const { me } = useMe();
  const queries = useQueryClient();
  const router = useRouter();
  const list = useQuery({
    queryKey: ['workspaces'],
    enabled: me?.kind === 'user',
    queryFn: () => answer(api.GET('/api/v1/workspaces', { params: { query: { limit: 200 } } })),
  });
  if (!me) return null;
  const others = list.data?.data ?? [];
  if (others.length < 2)
    return (
      <Text size="sm" px="xs" truncate className={classes.name} title={`${words.nav.workspace}: ${me.workspace.name}`}>
        {me.workspace.name}
      </Text>
    );
  const enter = (id: string) => {
    session.enter(id);
    // All that is known is of the old workspace; what is on the page is read anew.
    void router.navigate({ to: '/' }).then(() => queries.resetQueries());
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-md" rightSection={<Icon name="down" size={14} />} className={classes.name}>
          {me.workspace.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.nav.workspace}</Menu.Label>
        {others.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={<span style={{ width: 16 }}>{one.id === me.workspace.id ? <Icon name="check" size={16} /> : null}</span>}
            onClick={() => enter(one.id)}
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
