import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Paper } from '@mantine/core';
import type { Answer } from '../../api/client.ts';
import { costs as t } from '../../strings/costs.ts';

type Groups = Answer<'summaryMetrics'>['groups'];

/** Executions over time, what went well below what did not. Its figures stand in the tables too. */
export function RunsChart({ groups, hourly }: { groups: Groups; hourly: boolean }) {
  const data = groups.map(({ key, runs, succeeded, cancelled }) => {
    const at = new Date((key as { time?: string }).time ?? '');
    return {
      at: hourly
        ? at.toLocaleString('en', { day: 'numeric', month: 'short', hour: '2-digit', hour12: false })
        : at.toLocaleDateString('en', { day: 'numeric', month: 'short' }),
      [t.succeeded]: succeeded,
      [t.failed]: runs - succeeded - cancelled,
    };
  });
  return (
    <Paper withBorder p="md" role="img" aria-label={`${t.overTime}: ${data.length}`}>
      <BarChart
        h={240}
        data={data}
        dataKey="at"
        type="stacked"
        withLegend
        series={[
          { name: t.succeeded, color: 'teal.6' },
          { name: t.failed, color: 'red.6' },
        ]}
        barChartProps={{ accessibilityLayer: false }}
        maxBarWidth={28}
      />
    </Paper>
  );
}
