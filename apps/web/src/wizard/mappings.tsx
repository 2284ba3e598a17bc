import { ActionIcon, Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { Icon } from '../shell/icons.tsx';
import { Section } from '../shell/page.tsx';
import { build as t } from '../strings/build.ts';
import { words } from '../strings/shell.ts';
import { CONTACT_FIELDS } from './contact-fields.ts';
import type { Draft } from './definition.ts';

type Mapping = Draft['mappings'][number];

/** Which part of the answer goes to which field of the contact. */
export function Mappings({ mappings, change }: { mappings: Mapping[]; change: (mappings: Mapping[]) => void }) {
  const edit = (i: number, patch: Partial<Mapping>) => change(mappings.map((one, at) => (at === i ? { ...one, ...patch } : one)));
  return (
    <Section
      title={t.mappings}
      aside={
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => change([...mappings, { sourcePath: '', targetField: '' }])}
        >
          {words.act.add}
        </Button>
      }
    >
      {mappings.length === 0 ? <Text size="sm">{t.noMappings}</Text> : null}
      <Stack gap="xs">
        {mappings.map((one, i) => (
          <Group key={i} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={`${t.mappings} ${i + 1}: ${t.path}`}
              placeholder={t.path}
              value={one.sourcePath}
              onChange={(e) => edit(i, { sourcePath: e.currentTarget.value })}
              flex={1}
              spellCheck={false}
              ff="monospace"
            />
            <Icon name="next" size={16} />
            <Autocomplete
              aria-label={`${t.mappings} ${i + 1}: ${t.field}`}
              placeholder={t.field}
              data={[...CONTACT_FIELDS]}
              value={one.targetField}
              onChange={(targetField) => edit(i, { targetField })}
              flex={1}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              c="var(--mantine-color-text)"
              aria-label={`${t.remove}: ${t.mappings} ${i + 1}`}
              onClick={() => change(mappings.filter((_, at) => at !== i))}
            >
              <Icon name="trash" size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
