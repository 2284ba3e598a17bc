import {
  ActionIcon,
  Anchor,
  AppShell,
  Box,
  Burger,
  Group,
  ScrollArea,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { session } from '../api/session.ts';
import { useMe } from '../api/use-me.ts';
import { words } from '../strings/shell.ts';
import { Icon, type IconName } from './icons.tsx';
import { NavigationLink } from './links.tsx';
import classes from './shell.module.css';
import { WorkspaceMenu } from './workspace-menu.tsx';

const t = words.nav;
interface Place {
  to:
    | '/'
    | '/executions'
    | '/workflows'
    | '/marketplace'
    | '/connections'
    | '/build'
    | '/contacts'
    | '/costs'
    | '/events'
    | '/settings'
    | '/admin';
  label: string;
  icon: IconName;
  also?: string;
  admin?: boolean;
}
const GROUPS: { label: string; places: Place[] }[] = [
  {
    label: t.groups.run,
    places: [
      { to: '/', label: t.dashboard, icon: 'dashboard' },
      { to: '/executions', label: t.executions, icon: 'executions' },
      { to: '/workflows', label: t.workflows, icon: 'workflows', also: '/workflow-runs' },
    ],
  },
  {
    label: t.groups.connect,
    places: [
      { to: '/marketplace', label: t.marketplace, icon: 'market', also: '/connectors' },
      { to: '/connections', label: t.connections, icon: 'connections' },
      { to: '/build', label: t.build, icon: 'build' },
    ],
  },
  {
    label: t.groups.data,
    places: [
      { to: '/contacts', label: t.contacts, icon: 'contacts' },
      { to: '/costs', label: t.costs, icon: 'costs' },
    ],
  },
  {
    label: t.groups.manage,
    places: [
      { to: '/events', label: t.events, icon: 'events' },
      { to: '/settings', label: t.settings, icon: 'settings' },
      { to: '/admin', label: t.admin, icon: 'admin', admin: true },
    ],
  },
];

function isAt(path: string, { to, also }: Place): boolean {
  const below = (base: string) => path === base || path.startsWith(`${base}/`);
  return to === '/' ? path === '/' : below(to) || (also !== undefined && below(also));
}

function Places({ close }: { close: () => void }) {
  const path = useLocation({ select: (location) => location.pathname });
  const { me } = useMe();
  return (
    <ScrollArea flex={1} type="auto">
      {GROUPS.map((group) => (
        <Box key={group.label} mb="md">
          <Text size="xs" fw={600} px="sm" mb={4} className={classes.group} aria-hidden>
            {group.label}
          </Text>
          {group.places
            .filter((place) => !place.admin || me?.platformAdmin)
            .map((place) => {
              const here = isAt(path, place);
              return (
                <NavigationLink
                  key={place.to}
                  to={place.to}
                  label={place.label}
                  leftSection={<Icon name={place.icon} />}
                  active={here}
                  aria-current={here ? 'page' : undefined}
                  onClick={close}
                  className={classes.place}
                />
              );
            })}
        </Box>
      ))}
    </ScrollArea>
  );
}

function Look() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? t.light : t.dark;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </ActionIcon>
    </Tooltip>
  );
}

export function Shell() {
  const [open, { toggle, close }] = useDisclosure();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = () => {
    session.forget();
    queries.clear();
    void navigate({ to: '/sign-in' });
  };
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <Anchor href="#content" className={classes.skip}>
        {words.nav.skip}
      </Anchor>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.menu} aria-expanded={open} />
            <Group gap={8} wrap="nowrap">
              <span className={classes.logo} aria-hidden />
              <Text fw={700} size="lg">
                {words.app}
              </Text>
            </Group>
          </Group>
          <Group gap={4} wrap="nowrap">
            <WorkspaceMenu />
            <Look />
            <Tooltip label={t.signOut}>
              <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size="lg" aria-label={t.signOut} onClick={signOut}>
                <Icon name="out" />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t.main}>
        <Places close={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
