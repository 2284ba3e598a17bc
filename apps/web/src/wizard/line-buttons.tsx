import { ActionIcon, Button } from '@mantine/core';
import { Icon } from '../shell/icons.tsx';

/** Takes a line of a list away. `label` names the line for those who do not see it. */
export const RemoveLine = ({ label, size, onClick }: { label: string; size?: number; onClick: () => void }) => (
  <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" {...(size ? { size } : {})} aria-label={label} onClick={onClick}>
    <Icon name="trash" size={16} />
  </ActionIcon>
);

/** Adds a line below a list. */
export const AddLine = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button size="xs" variant="default" style={{ alignSelf: 'flex-start' }} leftSection={<Icon name="plus" size={14} />} onClick={onClick}>
    {label}
  </Button>
);
