import { Button, Card, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Row } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { useMe } from '../../api/use-me.ts';
import type { Connector } from '../../connect/ways.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded, LoadingRows } from '../../shell/states.tsx';
import { When } from '../../shell/time.tsx';
import { build } from '../../strings/build.ts';
import { changesBetween } from './json-diff.ts';
import classes from './versions.module.css';

const t = build.versions;
type Version = Row<'listConnectorVersions'>;

/** Every save: what it changed, and the way back to it. */
export function Versions({ connector }: { connector: Connector }) {
  const queries = useQueryClient();
  const { may } = useMe();
  const key = connector.key;
  const list = useQuery({
    queryKey: ['versions', key],
    queryFn: () =>
      wholeList(
        (cursor) => answer(api.GET('/api/v1/connectors/{key}/versions', { params: { path: { key }, query: { limit: 100, cursor } } })),
        300,
      ),
  });
  const restore = async (version: number) => {
    await answer(api.POST('/api/v1/connectors/{key}/versions/{version}/restore', { params: { path: { key, version: String(version) } } }));
    await Promise.all([['versions', key], ['connector', key], ['connectors']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  return (
    <Loaded query={list} loading={<LoadingRows rows={3} height={64} />}>
      {(versions) => (
        <Stack gap="sm">
          {versions.map((one, i) => (
            <OneVersion
              key={one.version}
              version={one}
              before={versions[i + 1]}
              current={i === 0}
              {...(may('member') ? { restore: () => restore(one.version) } : {})}
            />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

interface OneVersionProps {
  version: Version;
  before: Version | undefined;
  current: boolean;
  restore?: () => Promise<void>;
}

function OneVersion({ version, before, current, restore }: OneVersionProps) {
  const [open, setOpen] = useState(current);
  return (
    <Card withBorder p="sm" component="article" aria-label={`v${version.version}`}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <b>v{version.version}</b> {current ? `· ${t.current}` : ''} · <When at={version.createdAt} /> {t.by}{' '}
          {version.createdBy.split(':')[0]?.replaceAll('_', ' ')}
        </Text>
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setOpen(!open)}
            aria-expanded={open}
            aria-label={`${t.compare} v${version.version}`}
          >
            {t.compare}
          </Button>
          {current || !restore ? null : (
            <Confirm title={t.restoreTitle} text={`v${version.version}: ${t.restoreText}`} go={t.restore} run={restore}>
              {(ask) => (
                <Button size="compact-xs" variant="default" onClick={ask} aria-label={`${t.restore} v${version.version}`}>
                  {t.restore}
                </Button>
              )}
            </Confirm>
          )}
        </Group>
      </Group>
      {open ? before ? <Changes version={version} before={before} /> : <Text size="sm">{t.first}</Text> : null}
    </Card>
  );
}

const shown = (value: unknown) => (value === undefined ? '—' : JSON.stringify(value));

function Changes({ version, before }: { version: Version; before: Version }) {
  const changes = changesBetween(before.definition, version.definition);
  if (changes.length === 0) return <Text size="sm">{t.same}</Text>;
  return (
    <Table.ScrollContainer minWidth={460}>
      <Table aria-label={t.against(before.version)} layout="fixed" mt="xs">
        <Table.Tbody>
          {changes.slice(0, 100).map((one) => (
            <Table.Tr key={one.path}>
              <Table.Td w="30%">
                <Code style={{ overflowWrap: 'anywhere' }}>{one.path}</Code>
              </Table.Td>
              <Table.Td>
                <del className={classes.before}>{shown(one.before)}</del>
              </Table.Td>
              <Table.Td>
                <ins className={classes.after}>{shown(one.after)}</ins>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
