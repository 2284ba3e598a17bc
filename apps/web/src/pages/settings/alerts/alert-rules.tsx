import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../../../api/client.ts';
import { wholeList } from '../../../api/pages.ts';
import { useMe } from '../../../api/use-me.ts';
import { Icon } from '../../../shell/icons.tsx';
import { EmptyState, Loaded, LoadingRows } from '../../../shell/states.tsx';
import { alerts as t } from '../../../strings/alerts.ts';
import { RuleCard } from './rule-card.tsx';
import { RuleForm } from './rule-form.tsx';

/** Rules are looked at twice a minute: reading more often would say nothing new. */
const FRESH_MS = 30_000;
const NEW = 'new';

/** The workspace's alert rules and what each says right now. Which one is edited stands in the address. */
export function AlertRules() {
  const { rule: open } = useSearch({ from: '/inside/settings' });
  const navigate = useNavigate({ from: '/settings' });
  const { may } = useMe();
  const edit = (rule: string | undefined) => void navigate({ search: (old) => ({ ...old, rule }) });
  const list = useQuery({
    queryKey: ['alert-rules'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/alert-rules', { params: { query: { limit: 200, cursor } } }))),
    refetchInterval: FRESH_MS,
  });
  const rule = list.data?.find(({ id }) => id === open);
  const add = may('admin') ? (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => edit(NEW)}>
      {t.add}
    </Button>
  ) : null;
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Text size="sm" maw={640}>
          {t.lead}
        </Text>
        {list.data && list.data.length > 0 ? add : null}
      </Group>
      <Loaded query={list} loading={<LoadingRows rows={3} height={104} />}>
        {(rules) =>
          rules.length === 0 ? (
            <EmptyState title={t.none} hint={t.noneHint} icon="warn">
              {add}
            </EmptyState>
          ) : (
            <Stack gap="sm" component="ul" aria-label={t.rules} p={0} m={0} style={{ listStyle: 'none' }}>
              {rules.map((one) => (
                <li key={one.id}>
                  <RuleCard rule={one} {...(may('admin') ? { edit: () => edit(one.id) } : {})} />
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
      {may('admin') && (open === NEW || rule) ? <RuleForm key={open} rule={rule} close={() => edit(undefined)} /> : null}
    </Stack>
  );
}
