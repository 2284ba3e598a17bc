import { Group, Stack, TextInput } from '@mantine/core';
import { build as t } from '../../strings/build.ts';
import type { Pair } from '../definition.ts';
import { AddLine, RemoveLine } from '../line-buttons.tsx';
import { VariableInput } from '../variable-input.tsx';
import type { VariableGroup } from '../variables.ts';

interface PairsProps {
  /** What a pair is: names the fields for those who do not see the columns. */
  what: string;
  pairs: Pair[];
  change: (pairs: Pair[]) => void;
  add: string;
  valueLabel?: string;
  /** Absent: the value is a path, not a template. */
  variables?: VariableGroup[];
}

/** Names and values, one line each. */
export function Pairs({ what, pairs, change, add, valueLabel = t.value, variables }: PairsProps) {
  const edit = (index: number, patch: Partial<Pair>) => change(pairs.map((pair, i) => (i === index ? { ...pair, ...patch } : pair)));
  return (
    <Stack gap="xs">
      {pairs.map((pair, i) => (
        <Group key={i} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={`${what} ${i + 1}: ${t.key}`}
            placeholder={t.key}
            value={pair.key}
            onChange={(e) => edit(i, { key: e.currentTarget.value })}
            w="35%"
            spellCheck={false}
          />
          <div style={{ flex: 1 }}>
            {variables ? (
              <VariableInput
                hideLabel
                label={`${what} ${i + 1}: ${valueLabel}`}
                placeholder={valueLabel}
                value={pair.value}
                change={(value) => edit(i, { value })}
                variables={variables}
              />
            ) : (
              <TextInput
                aria-label={`${what} ${i + 1}: ${valueLabel}`}
                placeholder={valueLabel}
                value={pair.value}
                onChange={(e) => edit(i, { value: e.currentTarget.value })}
                spellCheck={false}
                ff="monospace"
              />
            )}
          </div>
          <RemoveLine label={`${t.remove}: ${what} ${i + 1}`} size={36} onClick={() => change(pairs.filter((_, at) => at !== i))} />
        </Group>
      ))}
      <AddLine label={add} onClick={() => change([...pairs, { key: '', value: '' }])} />
    </Stack>
  );
}
