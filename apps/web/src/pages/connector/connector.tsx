import { Button, Grid, Group, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ConnectDialog } from '../../connect/connect-dialog.tsx';
import type { Connector } from '../../connect/ways.ts';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { Icon } from '../../shell/icons.tsx';
import { AnchorLink, ButtonLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { Loaded } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import { About } from './about.tsx';
import { Accounts } from './accounts.tsx';
import { ActionList } from './action-list.tsx';
import { ConnectorMenu } from './connector-menu.tsx';
import { RunPanel } from './run-panel.tsx';
import { Versions } from './versions.tsx';

/** Whether there is something to sign in to: own connectors with a `connection` auth, and built-ins that need an account. */
const connectable = (one: Connector) => one.connectionStatus !== 'not_needed';

export function ConnectorPage() {
  const { key } = useParams({ from: '/inside/connectors/$key' });
  const one = useQuery({
    queryKey: ['connector', key],
    queryFn: () => answer(api.GET('/api/v1/connectors/{key}', { params: { path: { key } } })),
  });
  return <Loaded query={one}>{(data) => <Shown key={data.key} connector={data} />}</Loaded>;
}

function Shown({ connector }: { connector: Connector }) {
  const search = useSearch({ from: '/inside/connectors/$key' });
  const navigate = useNavigate({ from: '/connectors/$key' });
  const { may } = useMe();
  const [connecting, setConnecting] = useState(false);
  const own = connector.source === 'custom';
  const tab = search.tab ?? (own ? 'run' : 'actions');
  const open = (to: string | null) => void navigate({ search: { tab: to ?? undefined } });
  return (
    <Page
      title={connector.name}
      lead={
        <Group gap="xs">
          <Status of={connector.enabled ? connector.connectionStatus : 'disabled'} />
          <span>
            {words.category[connector.category] ?? connector.category} · {own ? t.own : t.builtin} · v{connector.version}
          </span>
        </Group>
      }
      mark={<ConnectorIcon connectorKey={connector.key} icon={connector.icon} name={connector.name} size={44} />}
      above={
        <AnchorLink to="/marketplace" size="sm" underline="always">
          {t.back}
        </AnchorLink>
      }
      actions={
        <>
          {connectable(connector) && may('admin') ? (
            <Button variant={connector.connectionStatus === 'not_connected' ? 'filled' : 'default'} onClick={() => setConnecting(true)}>
              {connector.connectionStatus === 'not_connected' ? t.connect : t.another}
            </Button>
          ) : null}
          {own && may('member') ? (
            <ButtonLink to="/build/$id" params={{ id: connector.key }} variant="default" leftSection={<Icon name="build" size={16} />}>
              {t.edit}
            </ButtonLink>
          ) : null}
          {may('member') ? <ConnectorMenu connector={connector} /> : null}
        </>
      }
    >
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Tabs value={tab} onChange={open} keepMounted={false}>
            <Tabs.List mb="md">
              {own ? null : <Tabs.Tab value="actions">{t.actionsTab}</Tabs.Tab>}
              <Tabs.Tab value="run">{t.runTab}</Tabs.Tab>
              {connectable(connector) ? <Tabs.Tab value="accounts">{t.accountsTab}</Tabs.Tab> : null}
              {own ? <Tabs.Tab value="versions">{t.versionsTab}</Tabs.Tab> : null}
            </Tabs.List>
            <Tabs.Panel value="actions">
              <ActionList actions={connector.actions} run={(action) => void navigate({ search: { tab: 'run', action } })} />
            </Tabs.Panel>
            <Tabs.Panel value="run">
              <RunPanel connector={connector} />
            </Tabs.Panel>
            <Tabs.Panel value="accounts">
              <Accounts connector={connector.key} />
            </Tabs.Panel>
            <Tabs.Panel value="versions">
              <Versions connector={connector} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <About connector={connector} />
        </Grid.Col>
      </Grid>
      <ConnectDialog connector={connector.key} opened={connecting} close={() => setConnecting(false)} />
    </Page>
  );
}
