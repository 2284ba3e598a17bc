import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answer, api } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { AnchorLink } from '../../shell/links.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { duration } from '../../shell/time.tsx';
import { costs as t } from '../../strings/costs.ts';
import { percent } from '../dashboard/percent.ts';
import { compact, dollars, size } from './figures.ts';

interface BreakdownProps {
  label: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** Names on the left, figures on the right. */
const Breakdown = ({ label, columns, rows }: BreakdownProps) => (
  <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}>
    <Table aria-label={label} bg="var(--mantine-color-body)" withTableBorder verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {columns.map((title, i) => (
            <Table.Th key={title} ta={i === 0 ? undefined : 'right'}>
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, cells }) => (
          <Table.Tr key={key}>
            {cells.map((cell, i) => (
              <Table.Td key={columns[i]} ta={i === 0 ? undefined : 'right'}>
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

export function ByConnector({ from, range }: { from: string; range: string }) {
  const summary = useQuery({
    queryKey: ['metrics', 'by-connector', range],
    queryFn: () => answer(api.GET('/api/v1/metrics/summary', { params: { query: { groupBy: 'connector', from } } })),
  });
  const connectors = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const names = new Map(connectors.data?.map((one) => [one.key, one.name]));
  return (
    <Loaded query={summary} loading={<LoadingRows rows={3} />}>
      {({ groups }) =>
        groups.length === 0 ? (
          <EmptyState title={t.noRuns} icon="costs" />
        ) : (
          <Breakdown
            label={t.byConnector}
            columns={[t.connector, t.runs, t.success, t.p95, t.bytes, t.usd]}
            rows={groups.map((group) => {
              const key = (group.key as { connector?: string }).connector ?? '';
              return {
                key,
                cells: [
                  <AnchorLink key="name" to="/executions" search={{ connector: key }} size="sm" underline="always">
                    {names.get(key) ?? key}
                  </AnchorLink>,
                  compact(group.runs),
                  percent(group.successRate),
                  duration(group.durationMs.p95),
                  size(group.bytes),
                  dollars(group.usd),
                ],
              };
            })}
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
  return (
    <Loaded query={totals} loading={<LoadingRows rows={2} />}>
      {({ groups }) =>
        groups.length === 0 ? (
          <EmptyState title={t.noModels} icon="costs" />
        ) : (
          <Breakdown
            label={t.byModel}
            columns={[t.model, t.calls, t.tokensIn, t.tokensOut, t.usd]}
            rows={groups.map((group) => {
              const { provider, model } = group.key as { provider?: string; model?: string };
              return {
                key: `${provider} ${model}`,
                cells: [
                  `${provider ?? ''} · ${model ?? ''}`,
                  compact(group.calls),
                  compact(group.inputTokens),
                  compact(group.outputTokens),
                  `${group.unpricedCalls > 0 ? `${t.lowerBound} ` : ''}${dollars(group.usd)}`,
                ],
              };
            })}
          />
        )
      }
    </Loaded>
  );
}
