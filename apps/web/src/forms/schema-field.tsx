import { Button, Checkbox, Fieldset, Group, MultiSelect, NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../strings/shell.ts';
import { JsonField } from './json-field.tsx';
import { kindOf, resolve, titleOf, type Schema } from './schema.ts';

export interface FieldProps {
  name: string;
  path: string;
  schema: Schema;
  root: Schema;
  required: boolean;
  value: unknown;
  change: (value: unknown) => void;
  /** Problems by path. */
  problems: Record<string, string>;
}

/** One member of an object as the control that suits its schema. */
export function SchemaField(props: FieldProps) {
  const { name, path, root, required, value, change, problems } = props;
  const schema = resolve(props.schema, root);
  const kind = kindOf(schema, root);
  const about = {
    label: titleOf(name, schema),
    description: schema.description,
    withAsterisk: required,
    error: problems[path],
    name: path,
  };
  const example = typeof schema.examples?.[0] === 'string' ? schema.examples[0] : undefined;
  const text = (given: string) => change(given === '' ? undefined : given);
  switch (kind) {
    case 'choice':
      return <Choice about={about} options={schema.enum ?? []} value={value} change={change} required={required} />;
    case 'flag':
      return (
        <Checkbox
          {...about}
          checked={value === true}
          onChange={(e) => change(e.currentTarget.checked ? true : required ? false : undefined)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...about}
          value={typeof value === 'number' ? value : ''}
          onChange={(given) => change(given === '' ? undefined : Number(given))}
          min={schema.minimum}
          max={schema.maximum}
          allowDecimal={schema.type !== 'integer'}
          clampBehavior="none"
          hideControls
        />
      );
    case 'text':
      return <TextInput {...about} placeholder={example} value={textOf(value)} onChange={(e) => text(e.currentTarget.value)} />;
    case 'long-text':
      return (
        <Textarea
          {...about}
          placeholder={example}
          value={textOf(value)}
          onChange={(e) => text(e.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={10}
        />
      );
    case 'texts':
      return (
        <TagsInput {...about} value={texts(value)} onChange={(given) => change(given.length === 0 ? undefined : given)} acceptValueOnBlur />
      );
    case 'choices':
      return (
        <MultiSelect
          {...about}
          data={(resolve(schema.items ?? {}, root).enum ?? []).map(String)}
          value={texts(value)}
          onChange={(given) => change(given.length === 0 ? undefined : given)}
        />
      );
    case 'object':
      return (
        <Fieldset legend={about.label} p="sm">
          <Members schema={schema} root={root} path={path} value={value} change={change} problems={problems} />
        </Fieldset>
      );
    case 'list':
      return <ListField {...props} schema={schema} />;
    default:
      return <JsonField about={about} value={value} change={change} />;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

interface ChoiceProps {
  about: object;
  options: unknown[];
  value: unknown;
  change: (value: unknown) => void;
  required: boolean;
}

function Choice({ about, options, value, change, required }: ChoiceProps) {
  return (
    <Select
      {...about}
      data={options.map(String)}
      value={value === undefined ? null : String(value)}
      clearable={!required}
      searchable={options.length > 8}
      onChange={(given) => change(options.find((one) => String(one) === given))}
    />
  );
}

function ListField({ name, path, schema, root, value, change, problems }: FieldProps) {
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const set = (next: unknown[]) => change(next.length === 0 ? undefined : next);
  return (
    <Fieldset legend={titleOf(name, schema)} p="sm">
      <Stack gap="sm">
        {items.map((item, i) => (
          <Fieldset key={i} legend={`${words.form.item} ${i + 1}`} p="sm">
            <Members
              schema={resolve(schema.items ?? {}, root)}
              root={root}
              path={`${path}[${i}]`}
              value={item}
              change={(given) => set(items.map((old, at) => (at === i ? given : old)))}
              problems={problems}
            />
            <Button mt="xs" size="compact-xs" variant="default" onClick={() => set(items.filter((_, at) => at !== i))}>
              {words.act.remove}
            </Button>
          </Fieldset>
        ))}
        <Group>
          <Button size="xs" variant="default" onClick={() => set([...items, {}])}>
            {words.form.addItem}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

/** So many optional fields are shown at once; more wait behind a button. */
const SHOWN = 4;

interface MembersProps {
  schema: Schema;
  root: Schema;
  path: string;
  value: unknown;
  change: (value: unknown) => void;
  problems: Record<string, string>;
}

/** The members of an object: required ones first, then the others. */
export function Members({ schema, root, path, value, change, problems }: MembersProps) {
  const [all, setAll] = useState(false);
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const required = new Set(schema.required);
  const entries = Object.entries(schema.properties ?? {});
  const first = entries.filter(([name]) => required.has(name));
  const rest = entries.filter(([name]) => !required.has(name));
  const shown = all || rest.length <= SHOWN ? rest : rest.filter(([name], i) => i < SHOWN - first.length || given[name] !== undefined);
  const set = (name: string, next: unknown) => {
    const { [name]: _old, ...others } = given;
    change(next === undefined ? others : { ...others, [name]: next });
  };
  return (
    <Stack gap="sm">
      {[...first, ...shown].map(([name, member]) => (
        <SchemaField
          key={name}
          name={name}
          path={path ? `${path}.${name}` : name}
          schema={member}
          root={root}
          required={required.has(name)}
          value={given[name]}
          change={(next) => set(name, next)}
          problems={problems}
        />
      ))}
      {shown.length < rest.length ? (
        <Button size="compact-sm" variant="default" onClick={() => setAll(true)} style={{ alignSelf: 'flex-start' }}>
          {words.form.optional} ({rest.length - shown.length})
        </Button>
      ) : null}
    </Stack>
  );
}
