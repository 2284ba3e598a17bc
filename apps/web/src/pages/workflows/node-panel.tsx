import { ActionIcon, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { wholeList } from '../../api/pages.ts';
import { JsonField } from '../../forms/json-field.tsx';
import { Icon } from '../../shell/icons.tsx';
import { workflows as t } from '../../strings/workflows.ts';
import { portsOf, type EdgeDraft, type NodeDraft, type WorkflowDraft } from './definition.ts';

interface NodePanelProps {
  draft: WorkflowDraft;
  node: NodeDraft;
  set: (patch: Partial<WorkflowDraft>) => void;
  close: () => void;
}

/** What one node does, and where it leads: all of it can be done here without the canvas. */
export function NodePanel({ draft, node, set, close }: NodePanelProps) {
  const edges = draft.edges ?? [];
  const edit = (next: NodeDraft) =>
    set({ nodes: draft.nodes.map((one) => (one.id === node.id ? { ...next, id: node.id, type: node.type } : one)) });
  const remove = () => {
    set({
      nodes: draft.nodes.filter(({ id }) => id !== node.id),
      edges: edges.filter(({ from, to }) => from !== node.id && to !== node.id),
    });
    close();
  };
  const { id: _id, type: _type, ...rest } = node;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h5">
          {t.types[node.type] ?? node.type} · {node.id}
        </Title>
        <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={t.removeNode(node.id)} onClick={remove}>
          <Icon name="trash" size={16} />
        </ActionIcon>
      </Group>
      {draft.start === node.id ? (
        <Text size="sm">{t.start}</Text>
      ) : (
        <Button size="xs" variant="default" onClick={() => set({ start: node.id })} style={{ alignSelf: 'flex-start' }}>
          {t.makeStart}
        </Button>
      )}
      {node.type === 'action' ? <ActionFields node={node} edit={edit} /> : null}
      <JsonField
        key={`${node.id} ${String(node.connector ?? '')} ${String(node.action ?? '')}`}
        about={{ label: t.settings }}
        value={rest}
        change={(value) => edit({ ...(value as object), id: node.id, type: node.type })}
      />
      <Edges node={node} draft={draft} set={(next) => set({ edges: next })} />
    </Stack>
  );
}

function ActionFields({ node, edit }: { node: NodeDraft; edit: (next: NodeDraft) => void }) {
  const connectors = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const chosen = connectors.data?.find(({ key }) => key === node.connector);
  const without = ({ action: _action, ...others }: NodeDraft): NodeDraft => others as NodeDraft;
  return (
    <>
      <Select
        label={t.connector}
        data={connectors.data?.map((one) => ({ value: one.key, label: one.name })) ?? []}
        value={typeof node.connector === 'string' ? node.connector : null}
        onChange={(connector) => edit({ ...without(node), connector: connector ?? '' })}
        searchable
      />
      {chosen?.source === 'builtin' ? (
        <Select
          label={t.action}
          data={chosen.actions.map((one) => ({ value: one.key, label: one.title }))}
          value={typeof node.action === 'string' ? node.action : null}
          onChange={(action) => edit({ ...node, action: action ?? '' })}
          searchable
        />
      ) : null}
    </>
  );
}

function Edges({ node, draft, set }: { node: NodeDraft; draft: WorkflowDraft; set: (edges: EdgeDraft[]) => void }) {
  const edges = draft.edges ?? [];
  const ports = portsOf(node);
  const [port, setPort] = useState(ports[0] ?? 'done');
  const [to, setTo] = useState<string | null>(null);
  if (ports.length === 0) return null;
  const own = edges.filter(({ from }) => from === node.id);
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {t.edges}
      </Text>
      {own.map((edge) => (
        <Group key={`${edge.on} ${edge.to}`} gap="xs" justify="space-between">
          <Text size="sm">
            {edge.on ?? 'done'} → {edge.to}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            aria-label={t.removeEdge(edge.from, edge.on ?? 'done', edge.to)}
            onClick={() => set(edges.filter((one) => one !== edge))}
          >
            <Icon name="cross" size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select label={t.on_} data={ports} value={port} onChange={(v) => setPort(v ?? 'done')} allowDeselect={false} />
        <Select label={t.to} data={draft.nodes.map(({ id }) => id).filter((id) => id !== node.id)} value={to} onChange={setTo} />
        <Button
          variant="default"
          disabled={to === null}
          onClick={() => {
            if (to) set([...edges, { from: node.id, to, ...(port === 'done' ? {} : { on: port }) }]);
            setTo(null);
          }}
        >
          {t.addEdge}
        </Button>
      </Group>
    </Stack>
  );
}
