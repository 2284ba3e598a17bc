import { Group, Paper, Progress, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { Loaded, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { costs as t } from '../../strings/costs.ts';
import { compact, dollars, size } from './figures.ts';

const SHOWN: Record<string, (n: number) => string> = { executions: compact, bytes: size, usd: dollars };
const TONE: Record<string, string> = { within: 'active', soft_reached: 'attention', hard_reached: 'failed' };

/** What this month has used of what it may. */
export function Quotas() {
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => answer(api.GET('/api/v1/usage')) });
  return (
    <Loaded query={usage} loading={<LoadingRows rows={1} height={80} />}>
      {({ quotas, executions, bytes, usd }) => (
        <>
          <Text size="sm">
            {compact(executions)} {t.runs} · {size(bytes)} · {dollars(usd)}
          </Text>
          {quotas.length === 0 ? <Text size="sm">{t.noQuotas}</Text> : null}
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {quotas.map(({ metric, used, hard, soft, state }) => {
              const show = SHOWN[metric] ?? compact;
              const limit = hard ?? soft ?? 0;
              return (
                <Paper withBorder p="md" key={metric}>
                  <Group justify="space-between" mb={6}>
                    <Text size="sm" fw={600}>
                      {t.metric[metric] ?? metric}
                    </Text>
                    <Status of={TONE[state] ?? 'active'} label={t.state[state] ?? state} />
                  </Group>
                  <Progress value={limit > 0 ? Math.min(100, (used / limit) * 100) : 0} aria-label={t.metric[metric] ?? metric} />
                  <Text size="xs" mt={4}>
                    {t.used(show(used), show(limit))}
                  </Text>
                </Paper>
              );
            })}
          </SimpleGrid>
        </>
      )}
    </Loaded>
  );
}
