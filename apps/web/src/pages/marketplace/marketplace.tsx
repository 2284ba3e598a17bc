import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Icon } from '../../shell/icons.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { market as t } from '../../strings/market.ts';
import { ConnectorList } from './connector-list.tsx';
import { TemplateList } from './template-list.tsx';

export function MarketplacePage() {
  const { tab } = useSearch({ from: '/inside/marketplace' });
  const navigate = useNavigate({ from: '/marketplace' });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <ButtonLink to="/build" variant="default" leftSection={<Icon name="plus" size={16} />}>
          {t.build}
        </ButtonLink>
      }
    >
      <Tabs
        value={tab ?? 'connectors'}
        onChange={(to) => void navigate({ search: { tab: to === 'templates' ? to : undefined } })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="connectors">{t.connectors}</Tabs.Tab>
          <Tabs.Tab value="templates">{t.templates}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="connectors">
          <ConnectorList />
        </Tabs.Panel>
        <Tabs.Panel value="templates">
          <TemplateList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
