import { Alert, Badge, Box, Button, Card, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Row } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ConnectDialog } from '../../connect/connect-dialog.tsx';
import { ConnectProblem } from '../../connect/advice.tsx';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { Status } from '../../shell/status.tsx';
import { ago, When } from '../../shell/time.tsx';
import { connect as t } from '../../strings/connect.ts';
import { words } from '../../strings/shell.ts';
import { stateOf, type Connection } from './connection.ts';
import { ConnectionMenu } from './connection-menu.tsx';
import classes from './connections.module.css';

/** One fact with its name above it. */
const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <Box>
    <Text size="xs" className={classes.fact}>
      {name}
    </Text>
    <Text size="sm" component="div">
      {children}
    </Text>
  </Box>
);

function Facts({ connection }: { connection: Connection }) {
  const { health, account, auth } = connection;
  return (
    <Group gap="xl">
      <Fact name={words.auth[auth.type] ?? auth.type}>{account ?? connection.source}</Fact>
      <Fact name={t.proven}>{health.lastProvenAt ? <When at={health.lastProvenAt} /> : t.neverProven}</Fact>
      {health.expiresAt && auth.type !== 'oauth2' ? (
        <Fact name={Date.parse(health.expiresAt) < Date.now() ? t.expired : t.expires}>
          <When at={health.expiresAt} />
        </Fact>
      ) : null}
      {health.refreshExpiresAt ? <Fact name={t.expires}>{ago(health.refreshExpiresAt)}</Fact> : null}
    </Group>
  );
}

/** What is wrong with it, and what to do. */
function Trouble({ connection }: { connection: Connection }) {
  const { lastError, missingScopes } = connection.health;
  return (
    <>
      {lastError ? (
        <Alert variant="outline" color="orange" p="xs">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {lastError.message}
            {lastError.at ? ` (${ago(lastError.at)})` : ''}
          </Text>
          {lastError.code && t.advice[lastError.code] ? <Text size="sm">{t.advice[lastError.code]}</Text> : null}
        </Alert>
      ) : null}
      {missingScopes.length > 0 ? (
        <Alert variant="outline" color="orange" p="xs">
          <Text size="sm">
            {t.missing}:{' '}
            {missingScopes.map((scope) => (
              <Code key={scope} mr={4}>
                {scope}
              </Code>
            ))}
          </Text>
          <Text size="sm">{t.missingHint}</Text>
        </Alert>
      ) : null}
    </>
  );
}

export function ConnectionCard({ connection, connector }: { connection: Connection; connector: Row<'listConnectors'> | undefined }) {
  const queries = useQueryClient();
  const { may } = useMe();
  const [again, setAgain] = useState(false);
  const test = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/connections/{id}/test', { params: { path: { id: connection.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  const broken = connection.health.status === 'needs_reauth' || connection.health.missingScopes.length > 0;
  return (
    <Card withBorder component="article" aria-label={connection.name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <ConnectorIcon connectorKey={connection.connector} icon={connector?.icon ?? null} name={connector?.name ?? connection.name} />
            <Box miw={0}>
              <Group gap="xs">
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {connection.name}
                </Text>
                <Status of={stateOf(connection)} />
                {connection.isDefault ? (
                  <Badge variant="default" size="sm" tt="none" fw={500}>
                    {t.asDefault}
                  </Badge>
                ) : null}
              </Group>
              <AnchorLink to="/connectors/$key" params={{ key: connection.connector }} size="sm" underline="always">
                {connector?.name ?? connection.connector}
              </AnchorLink>
            </Box>
          </Group>
          {may('admin') ? <ConnectionMenu connection={connection} reconnect={() => setAgain(true)} /> : null}
        </Group>
        <Facts connection={connection} />
        <Trouble connection={connection} />
        {test.error ? <ConnectProblem error={test.error} /> : null}
        {test.data ? (
          <Text size="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
            <Status of={test.data.status} /> {test.data.status === 'success' ? test.data.message || t.works : test.data.message}
          </Text>
        ) : null}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate()}
            aria-label={`${t.test} ${connection.name}`}
          >
            {t.test}
          </Button>
          {broken && may('admin') ? (
            <Button size="xs" onClick={() => setAgain(true)} aria-label={`${t.reconnect} ${connection.name}`}>
              {t.reconnect}
            </Button>
          ) : null}
        </Group>
      </Stack>
      <ConnectDialog
        connector={connection.connector}
        again={{ id: connection.id, name: connection.name }}
        opened={again}
        close={() => setAgain(false)}
      />
    </Card>
  );
}
