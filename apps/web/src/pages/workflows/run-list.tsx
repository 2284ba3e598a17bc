import { Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useFreshOnMoves } from '../../api/use-moves.ts';
import { AnchorLink } from '../../shell/links.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { duration, When } from '../../shell/time.tsx';
import { workflows as t } from '../../strings/workflows.ts';

export function RunList({ workflowId: id }: { workflowId: string }) {
  const list = useQuery({
    queryKey: ['workflow-runs', id],
    queryFn: () => answer(api.GET('/api/v1/workflows/{id}/runs', { params: { path: { id }, query: { limit: 100 } } })),
  });
  useFreshOnMoves(['workflow-runs', id], { kind: 'workflow-run' });
  return (
    <Loaded query={list} loading={<LoadingRows rows={4} />}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState title={t.noRuns} icon="workflows" />
        ) : (
          <Stack gap="xs">
            {data.map((run) => (
              <Card withBorder p="sm" key={run.id}>
                <Group gap="sm">
                  <Status of={run.status} label={run.status === 'parked' ? t.parked : undefined} />
                  <AnchorLink to="/workflow-runs/$id" params={{ id: run.id }} size="sm" underline="always">
                    {t.runPage} {run.id.slice(-8)}
                  </AnchorLink>
                  <Text size="sm">
                    {duration(run.durationMs)} · {t.trigger} {run.trigger.type} · v{run.version}
                  </Text>
                  <When at={run.createdAt} />
                </Group>
              </Card>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}
