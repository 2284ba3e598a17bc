import { Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { Sparkline } from '../../shell/sparkline.tsx';
import { EmptyState, ErrorState } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { duration, When } from '../../shell/time.tsx';
import { dashboard as t } from '../../strings/welcome.ts';
import { percent } from './percent.ts';
import type { Line } from './use-dashboard.ts';

/** The connectors with what they did; several can be switched on or off at once. */
export function ConnectorTable({ lines }: { lines: Line[] }) {
  const queries = useQueryClient();
  const { may } = useMe();
  const [chosen, choose] = useState<string[]>([]);
  const selected = lines.map(({ entry }) => entry.key).filter((key) => chosen.includes(key));
  const turn = useMutation({
    mutationFn: (enabled: boolean) => answer(api.POST('/api/v1/connectors/bulk', { body: { ids: selected, enabled } })),
    onSuccess: () => {
      choose([]);
      return queries.invalidateQueries({ queryKey: ['connectors'] });
    },
  });
  if (lines.length === 0) return <EmptyState title={t.none} />;
  return (
    <>
      {selected.length > 0 ? (
        <Group gap="xs">
          <Text size="sm">{t.selected(selected.length)}</Text>
          <Button size="xs" variant="default" loading={turn.isPending} onClick={() => turn.mutate(true)}>
            {t.switchOn}
          </Button>
          <Button size="xs" variant="default" loading={turn.isPending} onClick={() => turn.mutate(false)}>
            {t.switchOff}
          </Button>
        </Group>
      ) : null}
      {turn.error ? <ErrorState error={turn.error} /> : null}
      <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t.title } }}>
        <Table verticalSpacing="xs" highlightOnHover bg="var(--mantine-color-body)" withTableBorder>
          <Table.Thead>
            <Table.Tr>
              {may('member') ? (
                <Table.Th w={40}>
                  <Checkbox
                    aria-label={t.selectAll}
                    checked={selected.length === lines.length}
                    indeterminate={selected.length > 0 && selected.length < lines.length}
                    onChange={(e) => choose(e.currentTarget.checked ? lines.map(({ entry }) => entry.key) : [])}
                  />
                </Table.Th>
              ) : null}
              <Table.Th>{t.connector}</Table.Th>
              <Table.Th>{t.state}</Table.Th>
              <Table.Th ta="right">{t.runs}</Table.Th>
              <Table.Th ta="right">{t.success}</Table.Th>
              <Table.Th ta="right">{t.slow}</Table.Th>
              <Table.Th>{t.last}</Table.Th>
              <Table.Th>{t.trend}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <OneLine
                key={line.entry.key}
                line={line}
                {...(may('member')
                  ? {
                      chosen: selected.includes(line.entry.key),
                      choose: (on: boolean) =>
                        choose((old) => (on ? [...old, line.entry.key] : old.filter((key) => key !== line.entry.key))),
                    }
                  : {})}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function OneLine({
  line: { entry, figures, trend, lastAt },
  chosen,
  choose,
}: {
  line: Line;
  chosen?: boolean;
  choose?: (on: boolean) => void;
}) {
  const runs = trend.reduce((sum, n) => sum + n, 0);
  return (
    <Table.Tr>
      {choose ? (
        <Table.Td>
          <Checkbox aria-label={`${t.select} ${entry.name}`} checked={chosen ?? false} onChange={(e) => choose(e.currentTarget.checked)} />
        </Table.Td>
      ) : null}
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <ConnectorIcon connectorKey={entry.key} icon={entry.icon} name={entry.name} size={28} />
          <AnchorLink to="/connectors/$key" params={{ key: entry.key }} size="sm" fw={600} truncate maw={260}>
            {entry.name}
          </AnchorLink>
        </Group>
      </Table.Td>
      <Table.Td>
        <Status of={entry.enabled ? entry.connectionStatus : 'disabled'} />
      </Table.Td>
      <Table.Td ta="right">
        <AnchorLink
          to="/executions"
          search={{ connector: entry.key }}
          size="sm"
          aria-label={`${entry.name}: ${figures?.runs ?? 0} ${t.runs}`}
        >
          {(figures?.runs ?? 0).toLocaleString('en')}
        </AnchorLink>
      </Table.Td>
      <Table.Td ta="right">{percent(figures?.successRate)}</Table.Td>
      <Table.Td ta="right">{duration(figures?.durationMs.p95)}</Table.Td>
      <Table.Td>{lastAt ? <When at={lastAt} /> : <Text size="sm">{t.never}</Text>}</Table.Td>
      <Table.Td>
        <Sparkline values={trend} label={`${entry.name}: ${runs} ${t.runs}, ${t.window}`} />
      </Table.Td>
    </Table.Tr>
  );
}
