import { Button, Group, Paper, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { t } from '../strings/en.ts';
import { newStep, type Draft, type Pair, type StepDraft } from './draft.ts';

function Pairs({
  legend,
  pairs,
  keyLabel,
  valueLabel,
  add,
  change,
}: {
  legend: string;
  pairs: Pair[];
  keyLabel: string;
  valueLabel: string;
  add: string;
  change: (pairs: Pair[]) => void;
}) {
  const edit = (index: number, patch: Partial<Pair>) => change(pairs.map((pair, i) => (i === index ? { ...pair, ...patch } : pair)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500}>
        {legend}
      </Text>
      {pairs.map((pair, i) => (
        <Group key={i} align="end" mb="xs">
          <TextInput label={keyLabel} value={pair.key} onChange={(e) => edit(i, { key: e.currentTarget.value })} />
          <TextInput label={valueLabel} value={pair.value} onChange={(e) => edit(i, { value: e.currentTarget.value })} flex={1} />
          <Button variant="default" onClick={() => change(pairs.filter((_, at) => at !== i))}>
            {t.build.remove}
          </Button>
        </Group>
      ))}
      <Button size="xs" variant="default" onClick={() => change([...pairs, { key: '', value: '' }])}>
        {add}
      </Button>
    </fieldset>
  );
}

export function StepsEditor({ draft, set }: { draft: Draft; set: (patch: Partial<Draft>) => void }) {
  const edit = (index: number, patch: Partial<StepDraft>) =>
    set({ steps: draft.steps.map((step, i) => (i === index ? { ...step, ...patch } : step)) });
  const move = (from: number, to: number) => {
    const steps = [...draft.steps];
    const [taken] = steps.splice(from, 1);
    if (taken) steps.splice(to, 0, taken);
    set({ steps });
  };
  const free = () => {
    let n = draft.steps.length + 1;
    while (draft.steps.some((s) => s.id === `step${n}`)) n += 1;
    return n;
  };
  return (
    <Stack>
      {draft.steps.map((step, i) => (
        <Paper key={i} withBorder p="md" draggable={false}>
          <Stack>
            <Group justify="space-between">
              <Title order={3} size="h5">
                {t.build.step} {i + 1}
              </Title>
              {draft.steps.length > 1 ? (
                <Group gap="xs">
                  <Button size="xs" variant="default" disabled={i === 0} onClick={() => move(i, i - 1)}>
                    {t.build.up}
                  </Button>
                  <Button size="xs" variant="default" disabled={i === draft.steps.length - 1} onClick={() => move(i, i + 1)}>
                    {t.build.down}
                  </Button>
                  <Button size="xs" variant="default" onClick={() => set({ steps: draft.steps.filter((_, at) => at !== i) })}>
                    {t.build.remove}
                  </Button>
                </Group>
              ) : null}
            </Group>
            <Group align="start">
              <Select
                label={t.build.method}
                data={['GET', 'POST', 'PUT', 'PATCH', 'DELETE']}
                value={step.method}
                onChange={(v) => edit(i, { method: v ?? 'GET' })}
                w={110}
                allowDeselect={false}
              />
              <TextInput
                label={t.build.url}
                value={step.url}
                onChange={(e) => edit(i, { url: e.currentTarget.value })}
                flex={1}
                miw={220}
              />
            </Group>
            {draft.steps.length > 1 ? (
              <TextInput label={t.build.stepId} value={step.id} onChange={(e) => edit(i, { id: e.currentTarget.value })} />
            ) : null}
            {i > 0 ? (
              <Text size="xs">
                {t.build.variables}:{' '}
                {draft.steps
                  .slice(0, i)
                  .flatMap((s) => s.output.filter((o) => o.key).map((o) => `{{${s.id}.${o.key}}}`))
                  .join(' ') || '—'}
              </Text>
            ) : null}
            <Pairs
              legend={t.build.headers}
              pairs={step.headers}
              keyLabel={t.build.header}
              valueLabel={t.build.value}
              add={t.build.addHeader}
              change={(headers) => edit(i, { headers })}
            />
            {step.method === 'GET' ? null : (
              <Textarea
                label={t.build.body}
                value={step.body}
                onChange={(e) => edit(i, { body: e.currentTarget.value })}
                autosize
                minRows={3}
              />
            )}
            <Pairs
              legend={t.build.output}
              pairs={step.output}
              keyLabel={t.build.outputName}
              valueLabel={t.build.outputPath}
              add={t.build.addOutput}
              change={(output) => edit(i, { output })}
            />
            {draft.steps.length > 1 ? (
              <TextInput label={t.build.condition} value={step.condition} onChange={(e) => edit(i, { condition: e.currentTarget.value })} />
            ) : null}
          </Stack>
        </Paper>
      ))}
      <Button variant="default" onClick={() => set({ steps: [...draft.steps, newStep(free())] })}>
        {t.build.addStep}
      </Button>
    </Stack>
  );
}
