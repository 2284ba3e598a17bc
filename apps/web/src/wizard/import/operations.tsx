import { Badge, Button, Checkbox, Code, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { ErrorState } from '../../shell/states.tsx';
import { build } from '../../strings/build.ts';
import type { definitionOf } from '../definition.ts';

const t = build.importer;
/** The server makes as many drafts at once. */
const MOST = 50;

interface OperationsProps {
  kind: 'openapi' | 'curl' | 'postman';
  source: string;
  offered: Answer<'importConnectorImport'>['operations'];
  /** Opens a definition in the wizard. */
  edit: (definition: unknown) => void;
}

/** The operations of a document: one is opened in the wizard, several are made at once. */
export function Operations({ kind, source, offered, edit }: OperationsProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const [chosen, choose] = useState<string[]>(offered.length === 1 && offered[0] ? [offered[0].id] : []);
  const drafts = () => answer(api.POST('/api/v1/connectors/import', { body: { kind, source, operations: chosen } }));
  const open = useMutation({ mutationFn: drafts, onSuccess: (made) => edit(made.drafts[0]?.definition) });
  const create = useMutation({
    mutationFn: async () => {
      const made = await drafts();
      for (const { definition } of made.drafts)
        await answer(api.POST('/api/v1/connectors', { body: definition as ReturnType<typeof definitionOf> }));
      return made.drafts.flatMap(({ secrets }) => secrets.map(({ name }) => name));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['connectors'] }),
  });
  const fitting = offered.filter((one) => `${one.name} ${one.method} ${one.path}`.toLowerCase().includes(q.toLowerCase()));
  if (create.data)
    return (
      <Stack>
        <Text>{t.created(chosen.length)}</Text>
        {create.data.length > 0 ? <Text size="sm">{t.secrets}</Text> : null}
        <Group gap={6}>
          {[...new Set(create.data)].map((name) => (
            <Code key={name}>{name}</Code>
          ))}
        </Group>
        <Button onClick={() => void navigate({ to: '/marketplace', search: { source: 'custom' } })}>{t.look}</Button>
      </Stack>
    );
  const problem = open.error ?? create.error;
  return (
    <Stack>
      <Text size="sm">
        {t.operations(offered.length)} · {t.most}
      </Text>
      <TextInput
        type="search"
        aria-label={t.filter}
        placeholder={t.filter}
        value={q}
        onChange={(e) => setQ(e.currentTarget.value)}
        data-autofocus
      />
      <ScrollArea.Autosize mah={360} type="auto">
        <Checkbox.Group value={chosen} onChange={(next) => choose(next.slice(0, MOST))}>
          <Stack gap={6}>
            {fitting.slice(0, 300).map((one) => (
              <Checkbox
                key={one.id}
                value={one.id}
                label={
                  <Group gap="xs">
                    <Badge variant="default" radius="sm" ff="monospace">
                      {one.method}
                    </Badge>
                    <span>{one.name}</span>
                    <Text span size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                      {one.path}
                    </Text>
                  </Group>
                }
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
      {problem ? <ErrorState error={problem} /> : null}
      <Group justify="flex-end">
        {chosen.length === 1 ? (
          <Button onClick={() => open.mutate()} loading={open.isPending}>
            {t.edit}
          </Button>
        ) : null}
        <Button
          variant={chosen.length === 1 ? 'default' : 'filled'}
          onClick={() => create.mutate()}
          loading={create.isPending}
          disabled={chosen.length === 0}
        >
          {t.create(chosen.length)}
        </Button>
      </Group>
    </Stack>
  );
}
