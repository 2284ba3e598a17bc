import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMe } from '../../api/use-me.ts';
import { Page } from '../../shell/page.tsx';
import { LoadingRows } from '../../shell/states.tsx';
import { alerts } from '../../strings/alerts.ts';
import { settings as t } from '../../strings/manage.ts';
import { AlertRules } from './alerts/alert-rules.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Credentials } from './credentials.tsx';
import { Features } from './features.tsx';
import { Members } from './members.tsx';
import { OauthApps } from './oauth-apps.tsx';
import { WorkspaceTab } from './workspace.tsx';

const TABS = [
  { key: 'keys', label: t.keys, View: ApiKeys, admin: true },
  { key: 'credentials', label: t.credentials, View: Credentials, admin: false },
  { key: 'oauth', label: t.oauth, View: OauthApps, admin: true },
  { key: 'members', label: t.members, View: Members, admin: false },
  { key: 'alerts', label: alerts.tab, View: AlertRules, admin: false },
  { key: 'workspace', label: t.workspace, View: WorkspaceTab, admin: false },
  { key: 'flags', label: t.flags, View: Features, admin: false },
];

export function SettingsPage() {
  const { tab } = useSearch({ from: '/inside/settings' });
  const navigate = useNavigate({ from: '/settings' });
  const { me, may } = useMe();
  const shown = TABS.filter(({ admin }) => !admin || may('admin'));
  const current = shown.find(({ key }) => key === tab) ?? shown[0];
  return (
    <Page title={t.title} lead={me?.workspace.name ?? '\u00a0'}>
      {/* Which tabs there are depends on who asks: tabs that come later would move the others. */}
      {me ? (
        <Tabs value={current?.key ?? null} onChange={(to) => void navigate({ search: { tab: to ?? undefined } })} keepMounted={false}>
          <Tabs.List mb="lg">
            {shown.map(({ key, label }) => (
              <Tabs.Tab key={key} value={key}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {shown.map(({ key, View }) => (
            <Tabs.Panel key={key} value={key}>
              <View />
            </Tabs.Panel>
          ))}
        </Tabs>
      ) : (
        <LoadingRows rows={4} />
      )}
    </Page>
  );
}
