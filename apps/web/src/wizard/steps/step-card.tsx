import { useSortable } from '@dnd-kit/sortable';
import type { KeyboardEvent } from 'react';
import { ActionIcon, Badge, Box, Card, Group, Text } from '@mantine/core';
import { Icon, type IconName } from '../../shell/icons.tsx';
import { build as t } from '../../strings/build.ts';
import type { StepDraft } from '../definition.ts';
import type { Problems } from '../problems.ts';
import type { VariableGroup } from '../variables.ts';
import { StepForm } from './step-form.tsx';
import classes from './steps.module.css';

interface StepCardProps {
  step: StepDraft;
  index: number;
  count: number;
  open: boolean;
  /** Closes the cards before one is lifted: only cards of one height change places predictably. */
  lift: () => void;
  toggle: () => void;
  edit: (patch: Partial<StepDraft>) => void;
  move: (to: number) => void;
  duplicate: () => void;
  remove: () => void;
  problems: Problems;
  variables: VariableGroup[];
}

const Act = ({ name, label, disabled = false, act }: { name: IconName; label: string; disabled?: boolean; act: () => void }) => (
  <ActionIcon
    variant="subtle"
    color="gray"
    c="var(--mantine-color-text)"
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={act}
  >
    <Icon name={name} size={16} />
  </ActionIcon>
);

/** A step as a card: dragged by its handle with mouse, touch or keyboard, or moved by its buttons; opens to its form. */
export function StepCard(props: StepCardProps) {
  const { step, index, count, open, toggle, lift, edit, move, duplicate, remove, problems, variables } = props;
  const { setNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: step.id });
  const name = step.name || `${t.step} ${index + 1}`;
  const wrong = Object.keys(problems).some((path) => path.startsWith(`steps.${index}.`));
  const several = count > 1;
  return (
    <Card
      ref={setNodeRef}
      withBorder
      p="sm"
      component="li"
      className={classes.card ?? ''}
      style={{ transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined, transition }}
      data-lifted={isDragging}
      data-parallel={step.parallel}
      aria-label={name}
    >
      <Group gap={4} wrap="nowrap">
        {several ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            className={classes.handle ?? ''}
            {...attributes}
            {...listeners}
            onPointerDownCapture={lift}
            onKeyDownCapture={(event: KeyboardEvent) => (event.code === 'Space' || event.code === 'Enter' ? lift() : undefined)}
            aria-label={t.handle(name)}
          >
            <Icon name="drag" size={16} />
          </ActionIcon>
        ) : null}
        <button type="button" className={classes.title} onClick={toggle} aria-expanded={open} aria-label={t.open(name)}>
          <Group gap="xs" wrap="nowrap">
            <Badge variant="default" radius="sm" ff="monospace" style={{ flex: 'none' }}>
              {step.method}
            </Badge>
            <Text span size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
              {name}
            </Text>
            <span className={classes.url}>{step.url}</span>
            {step.parallel ? (
              <Badge variant="default" tt="none" fw={500} style={{ flex: 'none' }}>
                {t.together}
              </Badge>
            ) : null}
            {wrong ? <Icon name="warn" size={16} /> : null}
          </Group>
        </button>
        {several ? (
          <>
            <Act name="up" label={t.up(name)} disabled={index === 0} act={() => move(index - 1)} />
            <Act name="down" label={t.down(name)} disabled={index === count - 1} act={() => move(index + 1)} />
          </>
        ) : null}
        <Act name="copy" label={t.duplicate(name)} act={duplicate} />
        {several ? <Act name="trash" label={t.removeStep(name)} act={remove} /> : null}
      </Group>
      {open ? (
        <Box mt="sm">
          <StepForm step={step} index={index} several={several} edit={edit} problems={problems} variables={variables} />
        </Box>
      ) : null}
    </Card>
  );
}
