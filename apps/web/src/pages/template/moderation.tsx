import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { HideDialog } from './hide-dialog.tsx';
import { useModeration } from './use-moderation.ts';

/** Platform admins feature and hide templates; a publisher withdraws the own one. */
export function Moderation({ template }: { template: Answer<'readTemplates'> }) {
  const { me, may } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { feature, moderate } = useModeration(template.id);
  const hidden = template.status !== 'published';
  const withdraw = async () => {
    await answer(api.DELETE('/api/v1/connector-templates/{id}', { params: { path: { id: template.id } } }));
    void queries.invalidateQueries({ queryKey: ['templates'] });
    await navigate({ to: '/marketplace', search: { tab: 'templates' } });
  };
  const problem = feature.error ?? moderate.error;
  return (
    <>
      {me?.platformAdmin ? (
        <>
          <Button variant="default" onClick={() => feature.mutate(!template.featured)} loading={feature.isPending}>
            {template.featured ? t.unfeature : t.feature}
          </Button>
          <Button variant="default" onClick={() => (hidden ? moderate.mutate({ status: 'published' }) : setAsking(true))}>
            {hidden ? t.show : t.hide}
          </Button>
          <HideDialog name={template.name} opened={asking} close={() => setAsking(false)} moderate={moderate} />
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
    </>
  );
}
