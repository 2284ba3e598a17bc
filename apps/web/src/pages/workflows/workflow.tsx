import { Button, Card, Code, Grid, Group, List, Menu, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { JsonField } from '../../forms/json-field.tsx';
import { Icon } from '../../shell/icons.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ErrorState, Loaded } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { workflows as t } from '../../strings/workflows.ts';
import { Canvas } from './canvas.tsx';
import { freshNode, NODE_TYPES, type NodeType, type WorkflowDraft } from './definition.ts';
import { NodePanel } from './node-panel.tsx';
import { RunButton } from './run-button.tsx';
import { RunList } from './run-list.tsx';
import { WorkflowActions } from './workflow-actions.tsx';

type Workflow = Answer<'readWorkflows'>;

export function WorkflowPage() {
  const { id } = useParams({ from: '/inside/workflows/$id' });
  const one = useQuery({
    queryKey: ['workflow', id],
    queryFn: () => answer(api.GET('/api/v1/workflows/{id}', { params: { path: { id } } })),
  });
  return <Loaded query={one}>{(data) => <Editor key={data.id} workflow={data} />}</Loaded>;
}

/** The server's word on the draft, shortly after the last change. */
function useProblems(draft: WorkflowDraft) {
  const [settled] = useDebouncedValue(draft, 500);
  const check = useQuery({
    queryKey: ['workflow-problems', settled],
    queryFn: () => answer(api.POST('/api/v1/workflows/validate', { body: { definition: settled } })),
    placeholderData: (old) => old,
  });
  return { problems: check.data?.problems ?? [], valid: check.data?.valid };
}

function Editor({ workflow }: { workflow: Workflow }) {
  const search = useSearch({ from: '/inside/workflows/$id' });
  const navigate = useNavigate({ from: '/workflows/$id' });
  const queries = useQueryClient();
  const { may } = useMe();
  const [draft, setDraft] = useState(workflow.definition as unknown as WorkflowDraft);
  const [touched, setTouched] = useState(false);
  const { problems, valid } = useProblems(draft);
  const set = (patch: Partial<WorkflowDraft>) => {
    setTouched(true);
    setDraft((old) => ({ ...old, ...patch }));
  };
  const path = { id: workflow.id };
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/workflows/{id}', { params: { path }, body: { definition: draft } })),
    onSuccess: () => {
      setTouched(false);
      notifications.show({ message: t.saved, color: 'teal' });
      for (const queryKey of [['workflow', workflow.id], ['workflows']]) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Page
      title={draft.name}
      lead={
        <Group gap="xs">
          <Status
            of={valid === undefined ? 'queued' : valid ? 'active' : 'failed'}
            label={valid === undefined ? t.checking : valid ? t.valid : t.problems(problems.length)}
          />
          {t.version} {workflow.version} {touched ? `· ${t.unsaved}` : ''}
        </Group>
      }
      above={
        <AnchorLink to="/workflows" size="sm" underline="always">
          {t.back}
        </AnchorLink>
      }
      actions={
        may('member') ? (
          <>
            <WorkflowActions workflow={workflow} />
            <Button variant="default" onClick={() => save.mutate()} loading={save.isPending} disabled={!touched}>
              {t.save}
            </Button>
            <RunButton workflow={workflow} blocked={touched} />
          </>
        ) : null
      }
    >
      {save.error ? <ErrorState error={save.error} /> : null}
      <Tabs
        value={search.tab ?? 'canvas'}
        onChange={(to) => void navigate({ search: { tab: to === 'canvas' || to === null ? undefined : to } })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="canvas">{t.canvas}</Tabs.Tab>
          <Tabs.Tab value="json">{t.json}</Tabs.Tab>
          <Tabs.Tab value="runs">{t.runs}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="canvas">
          <Graph draft={draft} set={set} problems={problems} />
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <JsonField about={{ label: t.json }} value={draft} change={(value) => set(value as WorkflowDraft)} />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <RunList workflowId={workflow.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

type Problem = Answer<'validateWorkflows'>['problems'][number];

function Graph({
  draft,
  set,
  problems,
}: {
  draft: WorkflowDraft;
  set: (patch: Partial<WorkflowDraft>) => void;
  problems: readonly Problem[];
}) {
  const [selected, select] = useState<string>();
  const node = draft.nodes.find(({ id }) => id === selected);
  const add = (type: NodeType) => {
    const made = freshNode(
      type,
      draft.nodes.map(({ id }) => id),
    );
    set({ nodes: [...draft.nodes, made] });
    select(made.id);
  };
  return (
    <Stack>
      <Group gap="sm" align="flex-end">
        <TextInput label={t.name} value={draft.name} onChange={(e) => set({ name: e.currentTarget.value })} w={280} maxLength={200} />
        <Menu>
          <Menu.Target>
            <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
              {t.addNode}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {NODE_TYPES.map((type) => (
              <Menu.Item key={type} onClick={() => add(type)}>
                {t.types[type]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button variant="default" onClick={() => set({ layout: {} })}>
          {t.arrange}
        </Button>
      </Group>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Canvas
            draft={draft}
            selected={selected}
            select={select}
            connect={(edge) => set({ edges: [...(draft.edges ?? []), edge] })}
            place={(id, at) => set({ layout: { ...draft.layout, [id]: { x: Math.round(at.x), y: Math.round(at.y) } } })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Card withBorder>
            {node ? (
              <NodePanel key={node.id} draft={draft} node={node} set={set} close={() => select(undefined)} />
            ) : (
              <Stack gap="xs">
                <Text size="sm">{t.choose}</Text>
                {draft.nodes.map(({ id, type }) => (
                  <Button key={id} variant="default" size="xs" justify="flex-start" onClick={() => select(id)}>
                    {t.types[type] ?? type} · {id}
                  </Button>
                ))}
              </Stack>
            )}
          </Card>
        </Grid.Col>
      </Grid>
      {problems.length > 0 ? (
        <List size="sm" aria-label={t.problems(problems.length)}>
          {problems.map((one) => (
            <List.Item key={one.path + one.message}>
              <Code>{one.path || '·'}</Code> {one.message}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Stack>
  );
}
