import { Paper, Text } from '@mantine/core';

/** One large number with its name. */
export const Figure = ({ name, value, note }: { name: string; value: string; note?: string | undefined }) => (
  <Paper withBorder p="md">
    <Text size="xs">{name}</Text>
    <Text fz={24} fw={700} lh={1.3}>
      {value}
    </Text>
    {note ? <Text size="xs">{note}</Text> : null}
  </Paper>
);
