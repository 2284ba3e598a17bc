import { Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { JsonField } from '../forms/json-field.tsx';
import { Section } from '../shell/page.tsx';
import { build as t } from '../strings/build.ts';
import { AddLine, RemoveLine } from './line-buttons.tsx';

interface Input {
  name: string;
  type: string;
  required: boolean;
}
type Schema = { type?: unknown; properties?: Record<string, { type?: unknown }>; required?: string[]; [other: string]: unknown };

const PLAIN = new Set(['type', 'properties', 'required', '$schema']);

/** The inputs of a schema as simple lines; undefined when it says more than lines can show. */
function linesOf(schema: Schema): Input[] | undefined {
  const properties = Object.entries(schema.properties ?? {});
  const simple =
    Object.keys(schema).every((key) => PLAIN.has(key)) &&
    properties.every(
      ([, one]) => Object.keys(one).every((key) => key === 'type') && typeof one.type === 'string' && one.type in t.inputTypes,
    );
  return simple
    ? properties.map(([name, one]) => ({ name, type: String(one.type), required: schema.required?.includes(name) ?? false }))
    : undefined;
}

function schemaOf(inputs: readonly Input[]): Schema {
  const required = inputs.filter((one) => one.required && one.name !== '').map(({ name }) => name);
  return {
    type: 'object',
    ...(inputs.length > 0 ? { properties: Object.fromEntries(inputs.map(({ name, type }) => [name, { type }])) } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** What a caller gives: simple inputs as lines, anything else as JSON Schema. */
export function Inputs({ schema, change }: { schema: unknown; change: (schema: unknown) => void }) {
  const inputs = linesOf((schema ?? {}) as Schema);
  const set = (next: Input[]) => change(schemaOf(next));
  const edit = (i: number, patch: Partial<Input>) => set((inputs ?? []).map((one, at) => (at === i ? { ...one, ...patch } : one)));
  const fresh = () => {
    let n = (inputs?.length ?? 0) + 1;
    while (inputs?.some(({ name }) => name === `input_${n}`)) n += 1;
    return { name: `input_${n}`, type: 'string', required: false };
  };
  return (
    <Section title={t.inputs}>
      <Text size="sm">{t.inputsHint}</Text>
      {inputs === undefined ? (
        <JsonField about={{ label: t.inputJson }} value={schema} change={change} />
      ) : (
        <Stack gap="xs">
          {inputs.map((one, i) => (
            <Group key={i} gap="xs">
              <TextInput
                aria-label={`${t.inputs} ${i + 1}: ${t.inputName}`}
                value={one.name}
                onChange={(e) => {
                  const name = e.currentTarget.value.trim();
                  // Two inputs of one name would melt into one.
                  if (!inputs.some((other, at) => at !== i && other.name === name)) edit(i, { name });
                }}
                flex="1 1 140px"
                spellCheck={false}
              />
              <Select
                aria-label={`${t.inputs} ${i + 1}: ${t.inputType}`}
                data={Object.entries(t.inputTypes).map(([value, label]) => ({ value, label }))}
                value={one.type}
                onChange={(type) => edit(i, { type: type ?? 'string' })}
                allowDeselect={false}
                w={140}
              />
              <Checkbox
                label={t.inputRequired}
                aria-label={`${one.name}: ${t.inputRequired}`}
                checked={one.required}
                onChange={(e) => edit(i, { required: e.currentTarget.checked })}
              />
              <RemoveLine label={`${t.remove}: ${one.name}`} onClick={() => set(inputs.filter((_, at) => at !== i))} />
            </Group>
          ))}
          <AddLine label={t.addInput} onClick={() => set([...inputs, fresh()])} />
        </Stack>
      )}
    </Section>
  );
}
