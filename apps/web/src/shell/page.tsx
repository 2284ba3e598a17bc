import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { words } from '../strings/shell.ts';

interface PageProps {
  title: string;
  lead?: ReactNode;
  /** What stands before the title: an icon. */
  mark?: ReactNode;
  /** A link above the title, to the page it belongs to. */
  above?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** Every page: a title that is also the tab's, what can be done, and the content. */
export function Page({ title, lead, mark, above, actions, wide = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${words.app}`;
  }, [title]);
  return (
    <Stack gap="lg" maw={wide ? undefined : 1240} mx="auto">
      <Box>
        {above ? <Box mb={6}>{above}</Box> : null}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Group gap="sm" wrap="nowrap" flex="1 1 240px" miw={0}>
            {mark}
            <Box miw={0}>
              <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
                {title}
              </Title>
              {lead ? (
                <Text size="sm" mt={2} component="div">
                  {lead}
                </Text>
              ) : null}
            </Box>
          </Group>
          {actions ? <Group gap="xs">{actions}</Group> : null}
        </Group>
      </Box>
      {children}
    </Stack>
  );
}

/** A titled part of a page. */
export const Section = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <Stack component="section" gap="sm" aria-label={title}>
    <Group justify="space-between" gap="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      {aside}
    </Group>
    {children}
  </Stack>
);
