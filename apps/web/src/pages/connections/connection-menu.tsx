import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { Icon } from '../../shell/icons.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { connect as t } from '../../strings/connect.ts';
import { words } from '../../strings/shell.ts';
import type { Connection } from './connection.ts';

type Change = { name?: string; enabled?: boolean; isDefault?: boolean };

function Rename({ connection, close, save }: { connection: Connection; close: () => void; save: (change: Change) => Promise<unknown> }) {
  const [name, setName] = useState(connection.name);
  const rename = useMutation({ mutationFn: () => save({ name: name.trim() }), onSuccess: close });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t.name} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={200} required data-autofocus />
        {rename.error ? <ErrorState error={rename.error} /> : null}
        <Group justify="flex-end">
          <Button type="submit" loading={rename.isPending} disabled={name.trim() === ''}>
            {words.act.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function ConnectionMenu({ connection, reconnect }: { connection: Connection; reconnect: () => void }) {
  const queries = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const path = { id: connection.id };
  const fresh = () => queries.invalidateQueries({ queryKey: ['connections'] });
  const save = async (change: Change) => {
    await answer(api.PATCH('/api/v1/connections/{id}', { params: { path }, body: change }));
    await fresh();
  };
  const remove = async () => {
    await answer(api.DELETE('/api/v1/connections/{id}', { params: { path } }));
    await fresh();
  };
  return (
    <>
      <Confirm title={t.removeTitle} text={`${connection.name}: ${t.removeText}`} go={words.act.remove} run={remove}>
        {(ask) => (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={`${words.act.more}: ${connection.name}`}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setRenaming(true)}>{t.rename}</Menu.Item>
              <Menu.Item onClick={reconnect}>{t.reconnect}</Menu.Item>
              {connection.isDefault ? null : <Menu.Item onClick={() => void save({ isDefault: true })}>{t.makeDefault}</Menu.Item>}
              <Menu.Item onClick={() => void save({ enabled: !connection.enabled })}>
                {connection.enabled ? t.switchOff : t.switchOn}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={ask}>
                {t.remove}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Confirm>
      <Modal
        opened={renaming}
        onClose={() => setRenaming(false)}
        title={t.renameTitle}
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        <Rename connection={connection} close={() => setRenaming(false)} save={save} />
      </Modal>
    </>
  );
}
