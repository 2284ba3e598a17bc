import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { answer, api } from '../../api/client.ts';
import { Icon } from '../../shell/icons.tsx';
import { build as t } from '../../strings/build.ts';
import { newStep, type StepDraft } from '../definition.ts';
import type { PartProps } from '../part.ts';
import { LIMITS } from '../problems.ts';
import { useSecrets } from '../use-secrets.ts';
import { variablesFor } from '../variables.ts';
import { StepCard } from './step-card.tsx';

/** How many steps this workspace may have. */
function useMostSteps(): number {
  const flags = useQuery({ queryKey: ['flags'], queryFn: () => answer(api.GET('/api/v1/feature-flags')), staleTime: 60_000 });
  return flags.data?.data.some((flag) => flag.key === 'advanced_steps' && flag.enabled) ? LIMITS.stepsWithFlag : LIMITS.steps;
}

/** The steps in their order. */
export function StepsEditor({ draft, set, problems, samples }: PartProps) {
  const { steps } = draft;
  const [open, setOpen] = useState<string | undefined>(steps.length === 1 ? steps[0]?.id : undefined);
  const secrets = useSecrets();
  const most = useMostSteps();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  // The first of all runs with none before it.
  const put = (next: StepDraft[]) =>
    set({ steps: next.map((step, i) => (i === 0 && step.parallel ? { ...step, parallel: false } : step)) });
  const move = (from: number, to: number) => put(arrayMove(steps, from, to));
  const drop = ({ active, over }: DragEndEvent) => {
    const [from, to] = [steps.findIndex(({ id }) => id === active.id), steps.findIndex(({ id }) => id === over?.id)];
    if (from >= 0 && to >= 0 && from !== to) move(from, to);
  };
  const add = (like?: StepDraft) => {
    const fresh = newStep(steps.map(({ id }) => id));
    const made = like ? { ...like, id: fresh.id, name: like.name ? `${like.name} 2` : '' } : fresh;
    put([...steps, made]);
    setOpen(made.id);
  };
  const edit = (i: number, patch: Partial<StepDraft>) => {
    const id = steps[i]?.id;
    put(steps.map((step, at) => (at === i ? { ...step, ...patch } : step)));
    if (patch.id !== undefined && open === id) setOpen(patch.id);
  };
  return (
    <Stack>
      {steps.length > 1 ? <Text size="sm">{t.stepsHint(most)}</Text> : null}
      {problems.group ? (
        <Alert color="red" variant="outline" role="alert">
          {problems.group}
        </Alert>
      ) : null}
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={steps.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
          <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
            {steps.map((step, i) => (
              <StepCard
                key={i}
                step={step}
                index={i}
                count={steps.length}
                open={open === step.id || steps.length === 1}
                lift={() => flushSync(() => setOpen(undefined))}
                toggle={() => setOpen(open === step.id ? undefined : step.id)}
                edit={(patch) => edit(i, patch)}
                move={(to) => move(i, to)}
                duplicate={() => add(step)}
                remove={() => put(steps.filter((_, at) => at !== i))}
                problems={problems}
                variables={variablesFor(draft, step.id, { secrets, samples })}
              />
            ))}
          </Stack>
        </SortableContext>
      </DndContext>
      <Group>
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => add()} disabled={steps.length >= most}>
          {t.addStep}
        </Button>
        {steps.length >= most ? (
          <Text size="sm">
            {t.full(most)} {most === LIMITS.steps ? t.full5 : ''}
          </Text>
        ) : null}
      </Group>
    </Stack>
  );
}
