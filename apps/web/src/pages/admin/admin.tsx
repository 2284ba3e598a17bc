import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMe } from '../../api/use-me.ts';
import { Page } from '../../shell/page.tsx';
import { EmptyState, LoadingState } from '../../shell/states.tsx';
import { admin as t } from '../../strings/admin.ts';
import { TemplateDesk } from './template-desk.tsx';
import { WorkspaceList } from './workspace-list.tsx';

/** For platform admins: templates to moderate, and what every workspace does. */
export function AdminPage() {
  const { tab } = useSearch({ from: '/inside/admin' });
  const navigate = useNavigate({ from: '/admin' });
  const { me } = useMe();
  return (
    <Page title={t.title} lead={t.lead}>
      {me === undefined ? (
        <LoadingState />
      ) : me.platformAdmin ? (
        <Tabs
          value={tab ?? 'templates'}
          onChange={(to) => void navigate({ search: { tab: to === 'workspaces' ? to : undefined } })}
          keepMounted={false}
        >
          <Tabs.List mb="lg">
            <Tabs.Tab value="templates">{t.templates}</Tabs.Tab>
            <Tabs.Tab value="workspaces">{t.workspaces}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="templates">
            <TemplateDesk />
          </Tabs.Panel>
          <Tabs.Panel value="workspaces">
            <WorkspaceList />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <EmptyState title={t.onlyAdmins} hint={t.onlyAdminsHint} icon="admin" />
      )}
    </Page>
  );
}
