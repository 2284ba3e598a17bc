import { ActionIcon, Menu, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import type { Connector } from '../../connect/ways.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { Icon } from '../../shell/icons.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import { Publish } from './publish.tsx';

export function ConnectorMenu({ connector }: { connector: Connector }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { may } = useMe();
  const [publishing, setPublishing] = useState(false);
  const path = { key: connector.key };
  const own = connector.source === 'custom';
  const fresh = () => {
    void queries.invalidateQueries({ queryKey: ['connectors'] });
    return queries.invalidateQueries({ queryKey: ['connector', connector.key] });
  };
  const enable = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/connectors/bulk', { body: { ids: [connector.key], enabled: !connector.enabled } })),
    onSuccess: fresh,
  });
  const clone = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/connectors/{key}/clone', { params: { path } })),
    onSuccess: (made) => {
      void fresh();
      void navigate({ to: '/connectors/$key', params: { key: made.id } });
    },
  });
  const remove = async () => {
    await answer(api.DELETE('/api/v1/connectors/{key}', { params: { path } }));
    await navigate({ to: '/marketplace' });
    void queries.invalidateQueries({ queryKey: ['connectors'] });
  };
  return (
    <Confirm title={t.removeTitle} text={`${connector.name}: ${t.removeText}`} go={t.remove} run={remove}>
      {(ask) => (
        <>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label={words.act.more}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => enable.mutate()}>{connector.enabled ? t.switchOff : t.switchOn}</Menu.Item>
              {own ? (
                <>
                  <Menu.Item onClick={() => clone.mutate()}>{t.clone}</Menu.Item>
                  {may('admin') ? <Menu.Item onClick={() => setPublishing(true)}>{t.publish}</Menu.Item> : null}
                  <Menu.Divider />
                  <Menu.Item color="red" onClick={ask}>
                    {t.remove}
                  </Menu.Item>
                </>
              ) : null}
            </Menu.Dropdown>
          </Menu>
          <Modal
            opened={publishing}
            onClose={() => setPublishing(false)}
            title={t.publishTitle}
            closeButtonProps={{ 'aria-label': words.act.close }}
          >
            <Publish connector={connector} />
          </Modal>
        </>
      )}
    </Confirm>
  );
}
