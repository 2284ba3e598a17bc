import { NumberInput, Select, SimpleGrid } from '@mantine/core';
import { problemAt } from '../../../api/problem-at.ts';
import { useConnectorNames } from '../../../api/use-connector-names.ts';
import { alerts as t } from '../../../strings/alerts.ts';
import { words } from '../../../strings/shell.ts';
import { FIELDS, type AlertCondition, type AlertKind } from './rule-draft.ts';

interface ConditionProps {
  kind: AlertKind;
  condition: AlertCondition;
  set: (patch: AlertCondition) => void;
  error: unknown;
}

/** Rates are asked for in hundredths, as people say them, and kept as shares. */
const LIMIT: Record<AlertKind, { label: string; max: number; hundredths: boolean } | undefined> = {
  error_rate: { label: t.share, max: 100, hundredths: true },
  dead_connection: undefined,
  queue_age: { label: t.seconds, max: 86_400, hundredths: false },
  quota: { label: t.quotaShare, max: 100, hundredths: true },
  cost_budget: { label: t.dollars, max: 1e9, hundredths: false },
};

/** When a rule fires: the fields its kind knows. */
export function ConditionFields({ kind, condition, set, error }: ConditionProps) {
  const shows = (field: keyof AlertCondition) => FIELDS[kind].includes(field);
  const limit = LIMIT[kind];
  const number = (field: 'threshold' | 'windowMinutes' | 'minRuns' | 'rounds', factor = 1) => ({
    value: condition[field] === undefined ? '' : Math.round(condition[field] * factor * 1_000) / 1_000,
    onChange: (given: string | number) => set({ [field]: given === '' ? undefined : Number(given) / factor }),
    error: problemAt(error, `condition.${field}`),
    clampBehavior: 'none' as const,
  });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {limit ? (
        <NumberInput label={limit.label} min={0} max={limit.max} required {...number('threshold', limit.hundredths ? 100 : 1)} />
      ) : null}
      {shows('windowMinutes') ? (
        <NumberInput label={t.windowMinutes} min={5} max={1_440} allowDecimal={false} {...number('windowMinutes')} />
      ) : null}
      {shows('minRuns') ? (
        <NumberInput
          label={t.minRuns}
          description={t.minRunsHint}
          inputWrapperOrder={ORDER}
          min={1}
          allowDecimal={false}
          {...number('minRuns')}
        />
      ) : null}
      {shows('period') ? (
        <Select
          label={t.period}
          data={Object.entries(t.periods).map(([value, label]) => ({ value, label }))}
          value={condition.period ?? 'month'}
          onChange={(v) => set({ period: v === 'day' ? 'day' : 'month' })}
          allowDeselect={false}
          error={problemAt(error, 'condition.period')}
        />
      ) : null}
      {shows('connector') ? <ConnectorSelect condition={condition} set={set} error={error} /> : null}
      <NumberInput
        label={t.rounds}
        description={t.roundsHint}
        inputWrapperOrder={ORDER}
        min={1}
        max={20}
        allowDecimal={false}
        {...number('rounds')}
      />
    </SimpleGrid>
  );
}
// Hints below the fields: fields of a row stand at one height.
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

function ConnectorSelect({ condition, set, error }: Pick<ConditionProps, 'condition' | 'set' | 'error'>) {
  const all = useConnectorNames();
  const names = new Map(all);
  if (condition.connector !== undefined && !names.has(condition.connector)) names.set(condition.connector, condition.connector);
  return (
    <Select
      label={t.connector}
      placeholder={t.anyConnector}
      data={[...names].map(([value, label]) => ({ value, label }))}
      value={condition.connector ?? null}
      onChange={(v) => set({ connector: v ?? undefined })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.act.clear }}
      error={problemAt(error, 'condition.connector')}
    />
  );
}
