import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { words } from '../strings/shell.ts';
import { asSchema, resolve } from './schema.ts';
import { JsonField } from './json-field.tsx';
import { Members } from './schema-field.tsx';

interface SchemaFormProps {
  schema: unknown;
  value: unknown;
  change: (value: unknown) => void;
  problems?: Record<string, string>;
  /** Of the JSON editor. */
  label?: string;
}

/** A form for a JSON Schema; the same value can be edited as JSON at any time. */
export function SchemaForm({ schema, value, change, problems = {}, label = words.form.input }: SchemaFormProps) {
  const root = asSchema(schema);
  const top = resolve(root, root);
  const formable = Object.keys(top.properties ?? {}).length > 0;
  const [json, setJson] = useState(!formable);
  const closed = !formable && (schema as { additionalProperties?: unknown } | undefined)?.additionalProperties === false;
  if (closed) return <Text size="sm">{words.form.none}</Text>;
  return (
    <Stack gap="sm">
      {json ? (
        <JsonField about={{ label }} value={value} change={(next) => change(next ?? {})} />
      ) : (
        <Members schema={top} root={root} path="" value={value} change={change} problems={problems} />
      )}
      {formable ? (
        <Group>
          <Button size="compact-xs" variant="subtle" onClick={() => setJson(!json)}>
            {json ? words.form.asForm : words.form.asJson}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
