import { Anchor, Card, Code, Group, List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Connector } from '../../connect/ways.ts';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <Title order={3} size="h6" mb={4}>
      {title}
    </Title>
    {children}
  </div>
);

const Codes = ({ of: texts }: { of: readonly string[] }) => (
  <Group gap={6}>
    {texts.map((text) => (
      <Code key={text} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Code>
    ))}
  </Group>
);

/** What it is, how one signs in, what it may see, and which hosts it calls. */
export function About({ connector }: { connector: Connector }) {
  const modes = connector.authModes ?? connector.auth.map((type) => ({ type, title: undefined, scopes: undefined }));
  const scopes = [...new Set(connector.authModes?.flatMap((mode) => mode.scopes ?? []))];
  return (
    <Card withBorder component="aside" aria-label={t.about}>
      <Stack gap="md">
        {connector.description ? (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {connector.description}
          </Text>
        ) : null}
        <Part title={t.ways}>
          <List size="sm" listStyleType="none">
            {modes.map((mode, i) => (
              <List.Item key={i}>
                {words.auth[mode.type] ?? mode.type}
                {mode.title && mode.title !== words.auth[mode.type] ? ` · ${mode.title}` : ''}
              </List.Item>
            ))}
          </List>
        </Part>
        <Part title={t.hosts}>{connector.hosts.length === 0 ? <Text size="sm">{t.hostsNone}</Text> : <Codes of={connector.hosts} />}</Part>
        {scopes.length > 0 ? (
          <Part title={t.scopesAsked}>
            <Codes of={scopes} />
          </Part>
        ) : null}
        {connector.docs && connector.docs.startsWith('https://') ? (
          <Anchor href={connector.docs} target="_blank" rel="noreferrer" size="sm" underline="always">
            {t.docs}
          </Anchor>
        ) : null}
      </Stack>
    </Card>
  );
}
