import { useQuery } from '@tanstack/react-query';
import { answer, api, type Answer, type Row } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { useFreshOnMoves } from '../../api/use-moves.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
export type Figures = Answer<'summaryMetrics'>['total'];
export interface Line {
  entry: Row<'listConnectors'>;
  figures: Figures | undefined;
  /** Executions in each of the last 24 hours, oldest first. */
  trend: number[];
  lastAt: string | undefined;
}

/** The beginning of the hour 23 hours ago: 24 whole hours with the current one. */
const windowBegin = (now: number) => new Date(Math.floor(now / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS).toISOString();

/** What every connector did in the last 24 hours; read anew while executions move. */
export function useDashboard() {
  const connectors = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const summary = useQuery({
    queryKey: ['metrics', 'connector'],
    queryFn: () =>
      answer(api.GET('/api/v1/metrics/summary', { params: { query: { groupBy: 'connector', from: windowBegin(Date.now()) } } })),
    refetchInterval: 60_000,
  });
  const overTime = useQuery({
    queryKey: ['metrics', 'connector,time'],
    queryFn: () =>
      answer(
        api.GET('/api/v1/metrics/summary', {
          params: { query: { groupBy: 'connector,time', interval: '1h', from: windowBegin(Date.now()) } },
        }),
      ),
    refetchInterval: 60_000,
  });
  const recent = useQuery({
    queryKey: ['metrics', 'recent'],
    queryFn: () => answer(api.GET('/api/v1/executions', { params: { query: { limit: 200 } } })),
  });
  useFreshOnMoves(['metrics'], { everyMs: 1_500 });
  const figuresOf = new Map(summary.data?.groups.map((group) => [group.key.connector, group]));
  const lastOf = new Map<string, string>();
  for (const run of recent.data?.data ?? []) if (!lastOf.has(run.connector.key)) lastOf.set(run.connector.key, run.createdAt);
  const trends = trendsOf(overTime.data?.groups ?? [], Date.now());
  const lines = connectors.data?.map((entry): Line => ({
    entry,
    figures: figuresOf.get(entry.key),
    trend: trends.get(entry.key) ?? Array<number>(HOURS).fill(0),
    lastAt: lastOf.get(entry.key),
  }));
  return { connectors, summary, recent, lines };
}

type Groups = Answer<'summaryMetrics'>['groups'];

function trendsOf(groups: Groups, now: number): Map<string, number[]> {
  const begin = Date.parse(windowBegin(now));
  const trends = new Map<string, number[]>();
  for (const { key, runs } of groups) {
    const { connector, time } = key as { connector?: string; time?: string };
    if (connector === undefined || time === undefined) continue;
    const trend = trends.get(connector) ?? Array<number>(HOURS).fill(0);
    const hour = Math.floor((Date.parse(time) - begin) / HOUR_MS);
    if (hour >= 0 && hour < HOURS) trend[hour] = (trend[hour] ?? 0) + runs;
    trends.set(connector, trend);
  }
  return trends;
}
