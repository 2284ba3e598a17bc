import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { words } from '../strings/shell.ts';
import { ErrorState } from './states.tsx';

interface ConfirmProps {
  title: string;
  text: ReactNode;
  go: string;
  run: () => Promise<unknown>;
  /** The thing that opens it. */
  children: (open: () => void) => ReactNode;
}

/** Asks before something that cannot be undone. Stays open with the reason when it fails. */
export function Confirm({ title, text, go, run, children }: ConfirmProps) {
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await run();
      setOpened(false);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {children(() => setOpened(true))}
      <Modal opened={opened} onClose={() => setOpened(false)} title={title} centered closeButtonProps={{ 'aria-label': words.act.close }}>
        <Stack>
          <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
            {text}
          </Text>
          {error === undefined ? null : <ErrorState error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)} data-autofocus>
              {words.act.cancel}
            </Button>
            <Button color="red" loading={busy} onClick={() => void act()}>
              {go}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
