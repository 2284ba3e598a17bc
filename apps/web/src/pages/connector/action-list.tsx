import { Accordion, Badge, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Connector } from '../../connect/ways.ts';
import { Icon } from '../../shell/icons.tsx';
import { JsonView } from '../../shell/json-view.tsx';
import { EmptyState } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';

export type Action = Connector['actions'][number];

function Detail({ action, run }: { action: Action; run: () => void }) {
  return (
    <Stack gap="sm">
      {action.description ? <Text size="sm">{action.description}</Text> : null}
      {action.scopes && action.scopes.length > 0 ? (
        <Text size="sm" component="div">
          {t.scopesNeeded}{' '}
          {action.scopes.map((scope) => (
            <Code key={scope} mr={4}>
              {scope}
            </Code>
          ))}
        </Text>
      ) : null}
      <JsonView value={action.inputSchema} label={`${t.inputSchema}: ${action.title}`} maxHeight={260} />
      <JsonView value={action.outputSchema} label={`${t.outputSchema}: ${action.title}`} maxHeight={200} />
      <Group>
        <Button size="xs" variant="default" onClick={run} leftSection={<Icon name="play" size={14} />}>
          {t.run} {action.title.toLowerCase()}
        </Button>
      </Group>
    </Stack>
  );
}

export function ActionList({ actions, run }: { actions: readonly Action[]; run: (key: string) => void }) {
  const [q, setQ] = useState('');
  const fitting = actions.filter((one) => `${one.title} ${one.key} ${one.description ?? ''}`.toLowerCase().includes(q.toLowerCase()));
  return (
    <Stack gap="sm">
      {actions.length > 8 ? (
        <TextInput
          type="search"
          aria-label={t.searchActions}
          placeholder={t.searchActions}
          leftSection={<Icon name="search" size={16} />}
          value={q}
          onChange={(e) => setQ(e.currentTarget.value)}
        />
      ) : null}
      {fitting.length === 0 ? <EmptyState title={t.noAction} /> : null}
      <Accordion variant="contained" chevronPosition="left" styles={{ item: { background: 'var(--mantine-color-body)' } }}>
        {fitting.map((action) => (
          <Accordion.Item key={action.key} value={action.key}>
            <Accordion.Control>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <div style={{ minWidth: 0 }}>
                  <Text size="sm" fw={600} truncate>
                    {action.title}
                  </Text>
                  <Text size="xs" ff="monospace" truncate>
                    {action.key}
                  </Text>
                </div>
                <Badge variant="default" tt="none" fw={500} style={{ flex: 'none' }}>
                  {words.effect[action.effect]}
                </Badge>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Detail action={action} run={() => run(action.key)} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}
