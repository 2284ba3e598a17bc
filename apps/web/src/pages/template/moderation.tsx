import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';

/** Platform admins feature and hide templates; a publisher withdraws the own one. */
export function Moderation({ template }: { template: Answer<'readTemplates'> }) {
  const { me, may } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const path = { id: template.id };
  const fresh = () => {
    void queries.invalidateQueries({ queryKey: ['templates'] });
    return queries.invalidateQueries({ queryKey: ['template', template.id] });
  };
  const feature = useMutation({
    mutationFn: () =>
      answer(api.PATCH('/api/v1/admin/connector-templates/{id}/feature', { params: { path }, body: { featured: !template.featured } })),
    onSuccess: fresh,
  });
  const hidden = template.status !== 'published';
  const moderate = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/api/v1/admin/connector-templates/{id}/moderate', {
          params: { path },
          body: { status: hidden ? 'published' : 'hidden', ...(note ? { note } : {}) },
        }),
      ),
    onSuccess: () => {
      setAsking(false);
      return fresh();
    },
  });
  const withdraw = async () => {
    await answer(api.DELETE('/api/v1/connector-templates/{id}', { params: { path } }));
    void queries.invalidateQueries({ queryKey: ['templates'] });
    await navigate({ to: '/marketplace', search: { tab: 'templates' } });
  };
  const problem = feature.error ?? moderate.error;
  return (
    <>
      {me?.platformAdmin ? (
        <>
          <Button variant="default" onClick={() => feature.mutate()} loading={feature.isPending}>
            {template.featured ? t.unfeature : t.feature}
          </Button>
          <Button variant="default" onClick={() => (hidden ? moderate.mutate() : setAsking(true))}>
            {hidden ? t.show : t.hide}
          </Button>
        </>
      ) : null}
      {template.source === 'community' && may('admin') ? (
        <Confirm title={t.withdrawTitle} text={t.withdrawText} go={t.withdraw} run={withdraw}>
          {(ask) => (
            <Button variant="default" onClick={ask}>
              {t.withdraw}
            </Button>
          )}
        </Confirm>
      ) : null}
      {problem && !asking ? <ErrorState error={problem} /> : null}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t.hideTitle} closeButtonProps={{ 'aria-label': words.act.close }}>
        <Stack>
          <Textarea label={t.hideNote} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={2} />
          {moderate.error ? <ErrorState error={moderate.error} /> : null}
          <Group justify="flex-end">
            <Button color="red" loading={moderate.isPending} onClick={() => moderate.mutate()}>
              {t.hide}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
