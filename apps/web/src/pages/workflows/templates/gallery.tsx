import { Badge, Button, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import { wholeList } from '../../../api/pages.ts';
import { useMe } from '../../../api/use-me.ts';
import { ConnectorIcon } from '../../../shell/connector-icon.tsx';
import { AnchorLink } from '../../../shell/links.tsx';
import { EmptyState, ErrorState } from '../../../shell/states.tsx';
import { Status } from '../../../shell/status.tsx';
import { workflows as t } from '../../../strings/workflows.ts';
import { TEMPLATES, type WorkflowTemplate } from './templates.ts';
import { useImport } from './use-import.ts';

type Entries = ReadonlyMap<string, { name: string; connectionStatus: string }>;

/** Workflows to begin with: what each does and needs, and one click to have it. */
export function Gallery({ q = '' }: { q?: string | undefined }) {
  const { data } = useQuery({
    queryKey: ['connectors', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/connectors', { params: { query: { limit: 200, cursor } } }))),
  });
  const entries: Entries = new Map(data?.map((one) => [one.key, one]));
  const shown = TEMPLATES.filter(({ file }) =>
    `${file.workflow.name} ${file.workflow.description ?? ''} ${connectionsOf(file).join(' ')}`.toLowerCase().includes(q.toLowerCase()),
  );
  if (shown.length === 0) return <EmptyState title={t.noTemplate} />;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {shown.map((one) => (
        <TemplateCard key={one.key} template={one} entries={entries} />
      ))}
    </SimpleGrid>
  );
}

const connectionsOf = (file: WorkflowTemplate['file']): readonly string[] => file.needs?.connections ?? [];

function TemplateCard({ template: { file }, entries }: { template: WorkflowTemplate; entries: Entries }) {
  const { may } = useMe();
  const bring = useImport();
  const { name, description = '', nodes, triggers = [] } = file.workflow;
  const connections = connectionsOf(file);
  const secrets = file.needs?.secrets ?? [];
  return (
    <Card withBorder component="article" aria-label={name}>
      <Stack gap="sm" h="100%">
        <Group gap={6}>
          {connections.map((key) => (
            <ConnectorIcon key={key} connectorKey={key} name={entries.get(key)?.name ?? key} size={28} />
          ))}
        </Group>
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" mt={4}>
            {description}
          </Text>
        </div>
        <Group gap={6}>
          <Badge variant="default" tt="none" fw={500}>
            {t.steps(nodes.length)}
          </Badge>
          {triggers.map(({ type }, i) => (
            <Badge key={i} variant="default" tt="none" fw={500}>
              {t.triggers[type] ?? type}
            </Badge>
          ))}
        </Group>
        <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t.needs}>
          {connections.map((key) => (
            <Group key={key} gap="xs" component="li">
              <AnchorLink to="/connectors/$key" params={{ key }} size="sm" underline="always">
                {entries.get(key)?.name ?? key}
              </AnchorLink>
              <Status of={entries.get(key)?.connectionStatus ?? 'waiting'} />
            </Group>
          ))}
          {secrets.map((secret) => (
            <Text key={secret} size="sm" component="li">
              {t.needsSecret} <b>{secret}</b>
            </Text>
          ))}
        </Stack>
        {bring.error ? <ErrorState error={bring.error} /> : null}
        {may('member') ? (
          <Button mt="auto" variant="default" loading={bring.isPending} aria-label={t.useIt(name)} onClick={() => bring.mutate(file)}>
            {t.use}
          </Button>
        ) : null}
      </Stack>
    </Card>
  );
}
