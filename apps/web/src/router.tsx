import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { session } from './api/session.ts';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { ErrorState, LoadingState } from './shell/states.tsx';

/** Reads the named texts of an address; everything else in it is ignored. */
const texts =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [K in Name]?: string | undefined } => {
    const found: { [K in Name]?: string | undefined } = {};
    for (const name of names) {
      const value = search[name];
      if ((typeof value === 'string' && value !== '') || typeof value === 'number') found[name] = String(value);
    }
    return found;
  };

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in.tsx'), 'SignInPage'),
});
const inside = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: Shell,
  beforeLoad: () => {
    if (!session.key()) throw redirect({ to: '/sign-in' });
  },
});
const parent = { getParentRoute: () => inside };

const pages = [
  createRoute({
    ...parent,
    path: '/',
    validateSearch: texts('q', 'source', 'state', 'show'),
    component: lazyRouteComponent(() => import('./pages/dashboard/dashboard.tsx'), 'DashboardPage'),
  }),
  createRoute({
    ...parent,
    path: '/welcome',
    component: lazyRouteComponent(() => import('./pages/welcome/welcome.tsx'), 'WelcomePage'),
  }),
  createRoute({
    ...parent,
    path: '/executions',
    validateSearch: texts('status', 'q', 'connector', 'since'),
    component: lazyRouteComponent(() => import('./pages/executions/executions.tsx'), 'ExecutionsPage'),
  }),
  createRoute({
    ...parent,
    path: '/executions/$id',
    component: lazyRouteComponent(() => import('./pages/execution/execution.tsx'), 'ExecutionPage'),
  }),
  createRoute({
    ...parent,
    path: '/workflows',
    validateSearch: texts('q', 'tab'),
    component: lazyRouteComponent(() => import('./pages/workflows/workflows.tsx'), 'WorkflowsPage'),
  }),
  createRoute({
    ...parent,
    path: '/workflows/$id',
    validateSearch: texts('tab'),
    component: lazyRouteComponent(() => import('./pages/workflows/workflow.tsx'), 'WorkflowPage'),
  }),
  createRoute({
    ...parent,
    path: '/workflow-runs/$id',
    component: lazyRouteComponent(() => import('./pages/workflows/run.tsx'), 'WorkflowRunPage'),
  }),
  createRoute({
    ...parent,
    path: '/marketplace',
    validateSearch: texts('tab', 'q', 'category', 'source', 'state', 'sort'),
    component: lazyRouteComponent(() => import('./pages/marketplace/marketplace.tsx'), 'MarketplacePage'),
  }),
  createRoute({
    ...parent,
    path: '/templates/$id',
    component: lazyRouteComponent(() => import('./pages/template/template.tsx'), 'TemplatePage'),
  }),
  createRoute({
    ...parent,
    path: '/connectors/$key',
    validateSearch: texts('tab', 'action'),
    component: lazyRouteComponent(() => import('./pages/connector/connector.tsx'), 'ConnectorPage'),
  }),
  createRoute({
    ...parent,
    path: '/connections',
    validateSearch: texts('q', 'state'),
    component: lazyRouteComponent(() => import('./pages/connections/connections.tsx'), 'ConnectionsPage'),
  }),
  createRoute({
    ...parent,
    path: '/build',
    component: lazyRouteComponent(() => import('./wizard/wizard.tsx'), 'WizardPage'),
  }),
  createRoute({
    ...parent,
    path: '/build/$id',
    component: lazyRouteComponent(() => import('./wizard/wizard.tsx'), 'WizardPage'),
  }),
  createRoute({
    ...parent,
    path: '/contacts',
    validateSearch: texts('q', 'id'),
    component: lazyRouteComponent(() => import('./pages/contacts/contacts.tsx'), 'ContactsPage'),
  }),
  createRoute({
    ...parent,
    path: '/costs',
    validateSearch: texts('range', 'quotas'),
    component: lazyRouteComponent(() => import('./pages/costs/costs.tsx'), 'CostsPage'),
  }),
  createRoute({
    ...parent,
    path: '/events',
    validateSearch: texts('tab', 'type', 'subjectType', 'subjectId', 'actor', 'act'),
    component: lazyRouteComponent(() => import('./pages/events/events.tsx'), 'EventsPage'),
  }),
  createRoute({
    ...parent,
    path: '/settings',
    validateSearch: texts('tab', 'rule'),
    component: lazyRouteComponent(() => import('./pages/settings/settings.tsx'), 'SettingsPage'),
  }),
  createRoute({
    ...parent,
    path: '/admin',
    validateSearch: texts('tab', 'q', 'status', 'source', 'featured', 'sort', 'range'),
    component: lazyRouteComponent(() => import('./pages/admin/admin.tsx'), 'AdminPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren([signIn, inside.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingState,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
