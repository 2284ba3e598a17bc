import { Checkbox, Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { build as t } from '../strings/build.ts';
import type { PartProps } from './part.ts';
import { LIMITS } from './problems.ts';

const numberOf = (value: string | number): number | undefined => (value === '' ? undefined : Number(value));

/** Time, repeats, failure, logging and rate, each with what its limits mean. */
export function Advanced({ draft, set }: PartProps) {
  const { limit } = draft;
  const edit = (patch: Partial<typeof limit>) => set({ limit: { ...limit, ...patch } });
  return (
    <Stack maw={620}>
      <Group grow align="flex-start">
        <NumberInput
          label={t.timeout}
          description={t.timeoutHint}
          value={draft.timeoutMs / 1_000}
          min={LIMITS.timeoutMs.min / 1_000}
          max={LIMITS.timeoutMs.max / 1_000}
          onChange={(v) => set({ timeoutMs: Math.round((numberOf(v) ?? 30) * 1_000) })}
        />
        <NumberInput
          label={t.retries}
          description={t.retriesHint}
          value={draft.maxRetries}
          min={0}
          max={LIMITS.retries}
          onChange={(v) => set({ maxRetries: numberOf(v) ?? 0 })}
        />
      </Group>
      <Checkbox
        label={t.continueOnError}
        description={t.continueHint}
        checked={draft.continueOnError}
        onChange={(e) => set({ continueOnError: e.currentTarget.checked })}
      />
      <Checkbox
        label={t.log}
        description={t.logHint}
        checked={draft.logResponseData}
        onChange={(e) => set({ logResponseData: e.currentTarget.checked })}
      />
      <Checkbox
        label={t.limit}
        description={t.limitHint}
        checked={limit.enabled}
        onChange={(e) => edit({ enabled: e.currentTarget.checked })}
      />
      {limit.enabled ? (
        <Fieldset legend={<Text size="sm">{t.limit}</Text>}>
          <Stack>
            <Group grow>
              <NumberInput
                label={t.perMinute}
                value={limit.perMinute ?? ''}
                min={1}
                max={100_000}
                onChange={(v) => edit({ perMinute: numberOf(v) })}
              />
              <NumberInput
                label={t.perHour}
                value={limit.perHour ?? ''}
                min={1}
                max={1_000_000}
                onChange={(v) => edit({ perHour: numberOf(v) })}
              />
            </Group>
            <Select
              label={t.strategy}
              data={Object.entries(t.strategies).map(([value, label]) => ({ value, label }))}
              value={limit.strategy}
              onChange={(v) => edit({ strategy: v === 'fail' ? 'fail' : 'queue' })}
              allowDeselect={false}
            />
          </Stack>
        </Fieldset>
      ) : null}
    </Stack>
  );
}
