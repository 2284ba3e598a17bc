import { Button, Card, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import { wholeList } from '../../../api/pages.ts';
import { useConnectorNames } from '../../../api/use-connector-names.ts';
import { Confirm } from '../../../shell/confirm.tsx';
import { ErrorState } from '../../../shell/states.tsx';
import { Status } from '../../../shell/status.tsx';
import { When } from '../../../shell/time.tsx';
import { alerts as t } from '../../../strings/alerts.ts';
import { words } from '../../../strings/shell.ts';
import { dollars } from '../../costs/figures.ts';
import { percent } from '../../dashboard/percent.ts';
import { bodyOf, draftOf, type AlertKind, type AlertRule } from './rule-draft.ts';

type State = AlertRule['states'][number];

/** One rule: what it watches, what it says right now, who is told. `edit` absent: it is only read. */
export function RuleCard({ rule, edit }: { rule: AlertRule; edit?: () => void }) {
  const queries = useQueryClient();
  const fresh = () => queries.invalidateQueries({ queryKey: ['alert-rules'] });
  const params = { path: { id: rule.id } };
  const turn = useMutation({
    mutationFn: (enabled: boolean) => answer(api.PUT('/api/v1/alert-rules/{id}', { params, body: { ...bodyOf(draftOf(rule)), enabled } })),
    onSettled: fresh,
  });
  const remove = async () => {
    await answer(api.DELETE('/api/v1/alert-rules/{id}', { params }));
    await fresh();
  };
  return (
    <Card withBorder component="article" aria-label={rule.name}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} miw={0} flex="1 1 260px">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {rule.name}
          </Text>
          <Says rule={rule} />
          <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
            {t.told}: {[t.toldEvents, ...rule.channels.map((channel) => addressOf(channel))].join(', ')}
          </Text>
        </Stack>
        <Stack gap="xs" align="flex-end" ml="auto">
          <States rule={rule} />
          {edit ? (
            <Group gap={6}>
              <Switch
                aria-label={t.enabled(rule.name)}
                checked={turn.isPending ? turn.variables : rule.enabled}
                onChange={(e) => turn.mutate(e.currentTarget.checked)}
              />
              <Button size="compact-sm" variant="default" aria-label={t.act(words.act.edit, rule.name)} onClick={edit}>
                {words.act.edit}
              </Button>
              <Confirm title={t.removeTitle} text={`${rule.name}: ${t.removeText}`} go={t.remove} run={remove}>
                {(ask) => (
                  <Button size="compact-sm" variant="default" aria-label={t.act(t.remove, rule.name)} onClick={ask}>
                    {t.remove}
                  </Button>
                )}
              </Confirm>
            </Group>
          ) : null}
        </Stack>
      </Group>
      {turn.error ? <ErrorState error={turn.error} /> : null}
    </Card>
  );
}

/** What a rule watches, in a sentence. */
function Says({ rule: { kind, condition } }: { rule: AlertRule }) {
  const names = useConnectorNames();
  const { connector, threshold = 0, windowMinutes = 0, minRuns = 0, period = 'month' } = condition;
  const where = connector === undefined ? '' : t.of(names.get(connector) ?? connector);
  return <Text size="sm">{t.says[kind]({ threshold, windowMinutes, minRuns, period, where })}</Text>;
}

/** What it says of each thing it watches; of quiet ones only that they are. */
function States({ rule }: { rule: AlertRule }) {
  const firing = rule.states.filter((state) => state.firing);
  const names = useSubjectNames(rule.kind === 'dead_connection' && firing.length > 0);
  if (!rule.enabled) return <Status of="disabled" label={t.off} />;
  if (rule.states.length === 0) return <Status of="waiting" label={t.notYet} />;
  if (firing.length === 0) {
    const last = rule.states.reduce((a, b) => (a.since > b.since ? a : b));
    return (
      <Group gap={6}>
        <Status of="active" label={t.quiet} /> <Text size="xs">{t.since}</Text> <When at={last.since} size="xs" />
      </Group>
    );
  }
  return (
    <Stack gap={2} align="flex-end">
      {firing.map((state) => (
        <Group key={state.subject} gap={6}>
          <Status of="failed" label={[t.firing, nameOf(state, names), shown(rule.kind, state.value)].filter(Boolean).join(' · ')} />
          <Text size="xs">{t.since}</Text> <When at={state.since} size="xs" />
        </Group>
      ))}
    </Stack>
  );
}

function useSubjectNames(wanted: boolean): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['connections', 'all'],
    enabled: wanted,
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connections', { params: { query: { limit: 200, cursor } } }))),
  });
  return new Map(data?.map((one) => [one.id, one.name]));
}

const nameOf = ({ subject }: State, names: ReadonlyMap<string, string>): string =>
  subject === '' ? '' : (names.get(subject) ?? t.metric[subject] ?? subject.slice(-8));

function shown(kind: AlertKind, value: number | null): string {
  if (value === null || kind === 'dead_connection') return '';
  if (kind === 'queue_age') return `${Math.round(value)} s`;
  return kind === 'cost_budget' ? dollars(value) : percent(value);
}

/** Where a channel leads, without what may be secret in an address: its host, or the connector's key. */
function addressOf(channel: AlertRule['channels'][number]): string {
  const { type, url = '', connector = '', action } = channel as { type: string; url?: string; connector?: string; action?: string };
  if (type !== 'webhook') return [connector, action].filter(Boolean).join(' ');
  return `${t.webhook} ${URL.canParse(url) ? new URL(url).host : url}`;
}
