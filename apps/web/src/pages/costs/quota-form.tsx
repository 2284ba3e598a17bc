import { Button, Fieldset, Group, Modal, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../api/client.ts';
import { problemAt } from '../../api/problem-at.ts';
import { ErrorState } from '../../shell/states.tsx';
import { costs as t } from '../../strings/costs.ts';
import { words } from '../../strings/shell.ts';
import type { Metric, Quota } from './quota.ts';

type Limits = Pick<Quota, 'soft' | 'hard'>;
const KINDS = ['soft', 'hard'] as const;
/** Bytes are asked for in millions: nobody counts them one by one. */
const UNIT: Record<Metric, number> = { executions: 1, bytes: 1e6, usd: 1 };

/** Soft and hard quotas of a month. What the server refuses stands at its field. */
export function QuotaForm({ quotas, close }: { quotas: readonly Quota[]; close: () => void }) {
  const queries = useQueryClient();
  const [limits, setLimits] = useState<Record<string, Limits>>(() =>
    Object.fromEntries(quotas.map(({ metric, soft, hard }) => [metric, { soft, hard }])),
  );
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/usage/quotas', { body: limits })),
    onSuccess: (usage) => {
      queries.setQueryData(['usage'], usage);
      notifications.show({ message: t.quotasSaved, color: 'teal' });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={close} title={t.quotasTitle} closeButtonProps={{ 'aria-label': words.act.close }} closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t.quotasHint}</Text>
          <Text size="sm">{t.limitsHint}</Text>
          {quotas.map(({ metric }) => (
            <Fieldset key={metric} legend={t.countedIn[metric]} p="sm">
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                {KINDS.map((kind) => (
                  <NumberInput
                    key={kind}
                    label={t[kind]}
                    {...(metric === 'executions' && kind === 'soft' ? { 'data-autofocus': true } : {})}
                    placeholder={t.noLimit}
                    value={fromLimit(limits[metric]?.[kind], UNIT[metric])}
                    onChange={(given) =>
                      setLimits((old) => ({
                        ...old,
                        [metric]: { soft: null, hard: null, ...old[metric], [kind]: given === '' ? null : Number(given) * UNIT[metric] },
                      }))
                    }
                    min={0}
                    thousandSeparator=" "
                    allowDecimal={metric !== 'executions'}
                    allowNegative={false}
                    clampBehavior="none"
                    hideControls
                    error={problemAt(save.error, `${metric}.${kind}`)}
                  />
                ))}
              </SimpleGrid>
            </Fieldset>
          ))}
          {save.error ? <ErrorState error={save.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {words.act.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {words.act.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const fromLimit = (limit: number | null | undefined, unit: number): number | '' =>
  limit === null || limit === undefined ? '' : limit / unit;
