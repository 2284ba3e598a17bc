import { Button, Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Figure } from '../../shell/figure.tsx';
import { Page, Section } from '../../shell/page.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { costs as t } from '../../strings/costs.ts';
import { ByConnector, ByModel } from './breakdowns.tsx';
import { beginOf, compact, dollars, size } from './figures.ts';
import { Quotas } from './quotas.tsx';
import { RunsChart } from './runs-chart.tsx';

export function CostsPage() {
  const { range = '7d', quotas } = useSearch({ from: '/inside/costs' });
  const navigate = useNavigate({ from: '/costs' });
  const { may } = useMe();
  const edit = (to: 'edit' | undefined) => void navigate({ search: (old) => ({ ...old, quotas: to }) });
  const from = beginOf(range);
  const summary = useQuery({
    queryKey: ['metrics', 'time', range],
    queryFn: () =>
      answer(
        api.GET('/api/v1/metrics/summary', {
          params: { query: { groupBy: 'time', from, interval: range === '24h' || range === '7d' ? '1h' : '1d' } },
        }),
      ),
  });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Select
          aria-label={t.range}
          data={Object.entries(t.ranges).map(([value, label]) => ({ value, label }))}
          value={range}
          onChange={(to) =>
            void navigate({ search: (old) => ({ ...old, range: to === '7d' || to === null ? undefined : to }), replace: true })
          }
          allowDeselect={false}
          w={170}
        />
      }
    >
      <Loaded query={summary} loading={<LoadingRows rows={4} height={90} />}>
        {({ total, groups, interval }) => (
          <>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
              <Figure name={t.runs} value={compact(total.runs)} />
              <Figure name={t.failed} value={compact(total.runs - total.succeeded - total.cancelled)} />
              <Figure name={t.bytes} value={size(total.bytes)} />
              <Figure
                name={t.usd}
                value={dollars(total.usd)}
                note={total.unpricedCalls > 0 ? t.unpriced(total.unpricedCalls) : undefined}
              />
            </SimpleGrid>
            <Section title={t.overTime}>
              {total.runs === 0 ? <EmptyState title={t.noRuns} icon="costs" /> : <RunsChart groups={groups} hourly={interval === '1h'} />}
            </Section>
          </>
        )}
      </Loaded>
      <Section
        title={t.month}
        aside={
          may('admin') ? (
            <Button variant="default" size="xs" onClick={() => edit('edit')}>
              {t.editQuotas}
            </Button>
          ) : null
        }
      >
        <Quotas editing={quotas === 'edit' && may('admin')} close={() => edit(undefined)} />
      </Section>
      <Section title={t.byConnector}>
        <ByConnector from={from} range={range} />
      </Section>
      <Section title={t.byModel}>
        <ByModel from={from} range={range} />
      </Section>
    </Page>
  );
}
