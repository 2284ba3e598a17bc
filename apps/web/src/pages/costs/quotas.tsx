import { Group, Paper, Progress, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api, type Answer } from '../../api/client.ts';
import { Loaded, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { costs as t } from '../../strings/costs.ts';
import { compact, dollars, size } from './figures.ts';
import { QuotaForm } from './quota-form.tsx';
import type { Metric, Quota } from './quota.ts';
import classes from './quotas.module.css';

type Usage = Answer<'readUsage'>;

const SHOWN: Record<Metric, (n: number) => string> = { executions: compact, bytes: size, usd: dollars };
const METRICS = Object.keys(SHOWN) as Metric[];
const TONE: Record<Quota['state'], { status: string; color: string }> = {
  within: { status: 'active', color: 'teal' },
  soft_reached: { status: 'attention', color: 'orange' },
  hard_reached: { status: 'failed', color: 'red' },
};

/** Every metric with its quota, also without one. */
const quotasOf = (usage: Usage): Quota[] =>
  METRICS.map(
    (metric) =>
      usage.quotas.find((one) => one.metric === metric) ?? { metric, used: usage[metric], soft: null, hard: null, state: 'within' },
  );

/** What this month has used of what it may. The form for it opens from the address. */
export function Quotas({ editing, close }: { editing: boolean; close: () => void }) {
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => answer(api.GET('/api/v1/usage')) });
  return (
    <Loaded query={usage} loading={<LoadingRows rows={1} height={108} />}>
      {(data) => (
        <>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {quotasOf(data).map((quota) => (
              <QuotaCard key={quota.metric} quota={quota} />
            ))}
          </SimpleGrid>
          {editing ? <QuotaForm quotas={quotasOf(data)} close={close} /> : null}
        </>
      )}
    </Loaded>
  );
}

function QuotaCard({ quota: { metric, used, soft, hard, state } }: { quota: Quota }) {
  const show = SHOWN[metric];
  const limit = hard ?? soft;
  const name = t.metric[metric] ?? metric;
  const { status, color } = TONE[state];
  const share = limit === null || limit === 0 ? 0 : Math.min(100, (used / limit) * 100);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {limit === null ? <Text size="xs">{t.noLimit}</Text> : <Status of={status} label={t.state[state] ?? state} />}
      </Group>
      <div className={classes.bar}>
        <Progress value={share} color={color} aria-label={name} />
        {soft !== null && hard !== null && hard > 0 ? <span className={classes.mark} style={{ left: `${(soft / hard) * 100}%` }} /> : null}
      </div>
      <Group justify="space-between" mt={6} gap="xs">
        <Text size="xs">{limit === null ? show(used) : t.used(show(used), show(limit))}</Text>
        {soft !== null && hard !== null ? <Text size="xs">{t.softAt(show(soft))}</Text> : null}
      </Group>
    </Paper>
  );
}
