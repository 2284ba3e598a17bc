import { ActionIcon, AppShell, Burger, Button, Group, NavLink, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { session } from '../api/client.ts';
import { t } from '../strings/en.ts';

const PLACES = [
  { to: '/executions', label: t.nav.executions },
  { to: '/marketplace', label: t.nav.marketplace },
  { to: '/build', label: t.nav.build },
  { to: '/contacts', label: t.nav.contacts },
  { to: '/settings', label: t.nav.settings },
] as const;

export function Shell() {
  const [open, { toggle, close }] = useDisclosure();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const path = useLocation({ select: (l) => l.pathname });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = () => {
    session.forget();
    queries.clear();
    void navigate({ to: '/sign-in' });
  };
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }} padding="md">
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.nav.menu} />
            <Text fw={700}>{t.app}</Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ActionIcon variant="default" aria-label={t.nav.theme} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
              {scheme === 'dark' ? '☀' : '☾'}
            </ActionIcon>
            <Button variant="default" size="xs" onClick={signOut}>
              {t.nav.signOut}
            </Button>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t.nav.main}>
        {PLACES.map((place) => (
          <NavLink key={place.to} component={Link} to={place.to} label={place.label} active={path.startsWith(place.to)} onClick={close} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
