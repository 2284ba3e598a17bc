import { Autocomplete, Card, Grid, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { ConnectorIcon } from '../shell/connector-icon.tsx';
import { Section } from '../shell/page.tsx';
import { Status } from '../shell/status.tsx';
import { build as t } from '../strings/build.ts';
import { words } from '../strings/shell.ts';
import { Inputs } from './inputs.tsx';
import type { PartProps } from './part.ts';

const CATEGORIES = Object.keys(words.category);

/** Name, looks, and what a caller gives; beside it the card that the marketplace will show. */
export function Basics({ draft, set, problems }: PartProps) {
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, sm: 8 }}>
        <Stack>
          <TextInput
            label={t.name}
            value={draft.name}
            onChange={(e) => set({ name: e.currentTarget.value })}
            error={problems.name}
            required
            maxLength={200}
          />
          <Textarea
            label={t.description}
            value={draft.description}
            onChange={(e) => set({ description: e.currentTarget.value })}
            autosize
            minRows={2}
            maxLength={2_000}
          />
          <Group grow align="flex-start">
            <TextInput
              label={t.icon}
              description={t.iconHint}
              value={draft.icon}
              onChange={(e) => set({ icon: e.currentTarget.value })}
              maxLength={2_048}
            />
            <Autocomplete
              label={t.category}
              description={t.categoryHint}
              data={CATEGORIES}
              value={draft.category}
              onChange={(category) => set({ category })}
              maxLength={64}
            />
          </Group>
          <Inputs schema={draft.inputSchema} change={(inputSchema) => set({ inputSchema })} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Section title={t.preview}>
          <Card withBorder>
            <Group gap="sm" wrap="nowrap" mb="xs">
              <ConnectorIcon icon={draft.icon.trim() || null} name={draft.name || t.previewName} />
              <div style={{ minWidth: 0 }}>
                <Text fw={600} truncate>
                  {draft.name || t.previewName}
                </Text>
                <Text size="xs">{words.category[draft.category] ?? draft.category}</Text>
              </div>
            </Group>
            <Text size="sm" lineClamp={3} mih={40} style={{ overflowWrap: 'anywhere' }}>
              {draft.description}
            </Text>
            <Group mt="sm">
              <Status of="not_needed" />
            </Group>
          </Card>
        </Section>
      </Grid.Col>
    </Grid>
  );
}
