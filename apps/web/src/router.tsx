import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from './api/client.ts';
import { Shell } from './shell/shell.tsx';
import { ErrorState, LoadingState } from './shell/states.tsx';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const rootRoute = createRootRoute();
const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
});
const inside = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: Shell,
  beforeLoad: () => {
    if (!session.key()) throw redirect({ to: '/sign-in' });
  },
});
const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/executions' });
  },
});
const executions = createRoute({
  getParentRoute: () => inside,
  path: '/executions',
  validateSearch: (s: Record<string, unknown>): { status?: string; q?: string } => ({ status: text(s.status), q: text(s.q) }),
  component: lazyRouteComponent(() => import('./pages/executions.tsx'), 'ExecutionsPage'),
});
const execution = createRoute({
  getParentRoute: () => inside,
  path: '/executions/$id',
  component: lazyRouteComponent(() => import('./pages/execution.tsx'), 'ExecutionPage'),
});
const market = createRoute({
  getParentRoute: () => inside,
  path: '/marketplace',
  validateSearch: (s: Record<string, unknown>): { tab?: string; q?: string } => ({ tab: text(s.tab), q: text(s.q) }),
  component: lazyRouteComponent(() => import('./pages/marketplace.tsx'), 'MarketplacePage'),
});
const connector = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$key',
  component: lazyRouteComponent(() => import('./pages/connector.tsx'), 'ConnectorPage'),
});
const build = createRoute({
  getParentRoute: () => inside,
  path: '/build',
  component: lazyRouteComponent(() => import('./wizard/wizard.tsx'), 'WizardPage'),
});
const contacts = createRoute({
  getParentRoute: () => inside,
  path: '/contacts',
  validateSearch: (s: Record<string, unknown>): { q?: string } => ({ q: text(s.q) }),
  component: lazyRouteComponent(() => import('./pages/contacts.tsx'), 'ContactsPage'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  validateSearch: (s: Record<string, unknown>): { tab?: string } => ({ tab: text(s.tab) }),
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signIn,
    inside.addChildren([home, executions, execution, market, connector, build, contacts, settings]),
  ]),
  defaultPendingComponent: LoadingState,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
