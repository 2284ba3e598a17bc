import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMe } from '../../api/use-me.ts';
import { Page } from '../../shell/page.tsx';
import { events as t } from '../../strings/manage.ts';
import { AuditLog } from './audit-log.tsx';
import { EventList } from './event-list.tsx';

export function EventsPage() {
  const { tab } = useSearch({ from: '/inside/events' });
  const navigate = useNavigate({ from: '/events' });
  const { may } = useMe();
  return (
    <Page title={t.title} lead={t.lead}>
      <Tabs
        value={tab === 'audit' && may('admin') ? 'audit' : 'events'}
        onChange={(to) => void navigate({ search: { tab: to === 'audit' ? to : undefined } })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="events">{t.events}</Tabs.Tab>
          {may('admin') ? <Tabs.Tab value="audit">{t.audit}</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="events">
          <EventList />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditLog />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
