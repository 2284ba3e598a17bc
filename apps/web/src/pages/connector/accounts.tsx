import { Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { AnchorLink } from '../../shell/links.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { When } from '../../shell/time.tsx';
import { connect } from '../../strings/connect.ts';
import { market as t } from '../../strings/market.ts';

/** The accounts connected to one service; all about them stands on the page of connections. */
export function Accounts({ connector }: { connector: string }) {
  const list = useQuery({
    queryKey: ['connections', connector],
    queryFn: () => answer(api.GET('/api/v1/connections', { params: { query: { connector, limit: 200 } } })),
  });
  return (
    <Loaded query={list} loading={<LoadingRows rows={2} />}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState title={t.noAccounts} icon="connections" />
        ) : (
          <Stack gap="xs">
            {data.map((one) => (
              <Card withBorder p="sm" key={one.id}>
                <Group justify="space-between">
                  <Group gap="sm">
                    <AnchorLink to="/connections" search={{ q: one.name }} underline="always" size="sm" fw={600}>
                      {one.name}
                    </AnchorLink>
                    <Status of={one.enabled ? one.health.status : 'disabled'} />
                  </Group>
                  <Text size="sm">
                    {connect.proven} {one.health.lastProvenAt ? <When at={one.health.lastProvenAt} /> : connect.neverProven}
                  </Text>
                </Group>
              </Card>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}
