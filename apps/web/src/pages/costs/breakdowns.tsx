import { useQuery } from '@tanstack/react-query';
import { answer, api, type Answer } from '../../api/client.ts';
import { useConnectorNames } from '../../api/use-connector-names.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { duration } from '../../shell/time.tsx';
import { costs as t } from '../../strings/costs.ts';
import { percent } from '../dashboard/percent.ts';
import { compact, dollars, size } from './figures.ts';

type Runs = Answer<'summaryMetrics'>['groups'][number];
type Calls = Answer<'totalsCosts'>['groups'][number];

export function ByConnector({ from, range }: { from: string; range: string }) {
  const summary = useQuery({
    queryKey: ['metrics', 'by-connector', range],
    queryFn: () => answer(api.GET('/api/v1/metrics/summary', { params: { query: { groupBy: 'connector', from } } })),
  });
  const names = useConnectorNames();
  const keyOf = (group: Runs) => (group.key as { connector?: string }).connector ?? '';
  return (
    <Loaded query={summary} loading={<LoadingRows rows={3} />}>
      {({ groups }) =>
        groups.length === 0 ? (
          <EmptyState title={t.noRuns} icon="costs" />
        ) : (
          <DataTable
            label={t.byConnector}
            rows={groups}
            keyOf={keyOf}
            columns={[
              {
                title: t.connector,
                cell: (group) => (
                  <AnchorLink to="/executions" search={{ connector: keyOf(group) }} size="sm" underline="always">
                    {names.get(keyOf(group)) ?? keyOf(group)}
                  </AnchorLink>
                ),
              },
              { title: t.runs, right: true, cell: ({ runs }) => compact(runs) },
              { title: t.success, right: true, cell: ({ successRate }) => percent(successRate) },
              { title: t.p95, right: true, cell: ({ durationMs }) => duration(durationMs.p95) },
              { title: t.bytes, right: true, cell: ({ bytes }) => size(bytes) },
              { title: t.usd, right: true, cell: ({ usd }) => dollars(usd) },
            ]}
          />
        )
      }
    </Loaded>
  );
}

export function ByModel({ from, range }: { from: string; range: string }) {
  const totals = useQuery({
    queryKey: ['costs', 'model', range],
    queryFn: () => answer(api.GET('/api/v1/costs/totals', { params: { query: { groupBy: 'provider,model', from } } })),
  });
  const nameOf = ({ key }: Calls) => {
    const { provider = '', model = '' } = key as { provider?: string; model?: string };
    return `${provider} · ${model}`;
  };
  return (
    <Loaded query={totals} loading={<LoadingRows rows={2} />}>
      {({ groups }) =>
        groups.length === 0 ? (
          <EmptyState title={t.noModels} icon="costs" />
        ) : (
          <DataTable
            label={t.byModel}
            rows={groups}
            keyOf={nameOf}
            columns={[
              { title: t.model, cell: nameOf },
              { title: t.calls, right: true, cell: ({ calls }) => compact(calls) },
              { title: t.tokensIn, right: true, cell: ({ inputTokens }) => compact(inputTokens) },
              { title: t.tokensOut, right: true, cell: ({ outputTokens }) => compact(outputTokens) },
              {
                title: t.usd,
                right: true,
                cell: ({ unpricedCalls, usd }) => `${unpricedCalls > 0 ? `${t.lowerBound} ` : ''}${dollars(usd)}`,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}
