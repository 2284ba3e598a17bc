import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import type { useModeration } from './use-moderation.ts';

interface HideDialogProps {
  name: string;
  opened: boolean;
  close: () => void;
  moderate: ReturnType<typeof useModeration>['moderate'];
}

/** Asks for the reason, which its publisher reads, and hides a template. */
export function HideDialog({ name, opened, close, moderate }: HideDialogProps) {
  const [note, setNote] = useState('');
  return (
    <Modal opened={opened} onClose={close} title={t.hideTitle} closeButtonProps={{ 'aria-label': words.act.close }}>
      <Stack>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Textarea
          label={t.hideNote}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={1_000}
          data-autofocus
        />
        {moderate.error ? <ErrorState error={moderate.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.act.cancel}
          </Button>
          <Button
            color="red"
            loading={moderate.isPending}
            onClick={() => moderate.mutate({ status: 'hidden', note: note.trim() }, { onSuccess: close })}
          >
            {t.hide}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
