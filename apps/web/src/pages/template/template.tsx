import { Badge, Button, Card, Code, Grid, Group, List, Rating, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { JsonView } from '../../shell/json-view.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { Page, Section } from '../../shell/page.tsx';
import { ErrorState, Loaded } from '../../shell/states.tsx';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import { Install } from './install.tsx';
import { Moderation } from './moderation.tsx';
import { stepsOf } from './steps-of.ts';

type Template = Answer<'readTemplates'>;

export function TemplatePage() {
  const { id } = useParams({ from: '/inside/templates/$id' });
  const one = useQuery({
    queryKey: ['template', id],
    queryFn: () => answer(api.GET('/api/v1/connector-templates/{id}', { params: { path: { id } } })),
  });
  return <Loaded query={one}>{(data) => <Shown template={data} />}</Loaded>;
}

function Rate({ template }: { template: Template }) {
  const queries = useQueryClient();
  const rate = useMutation({
    mutationFn: (rating: number) =>
      answer(api.POST('/api/v1/connector-templates/{id}/rate', { params: { path: { id: template.id } }, body: { rating } })),
    onSuccess: () => {
      notifications.show({ message: t.rated, color: 'teal' });
      void queries.invalidateQueries({ queryKey: ['templates'] });
      return queries.invalidateQueries({ queryKey: ['template', template.id] });
    },
  });
  const { average, count } = template.rating;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Rating
          aria-label={t.rate}
          value={rate.variables ?? Math.round(average ?? 0)}
          onChange={(n) => rate.mutate(n)}
          getSymbolLabel={t.stars}
        />
        <Text size="sm">{average === null ? t.noRating : `${average.toFixed(1)} · ${t.ratings(count)}`}</Text>
      </Group>
      {rate.error ? <ErrorState error={rate.error} /> : null}
    </Stack>
  );
}

function Shown({ template }: { template: Template }) {
  const { may } = useMe();
  const steps = stepsOf(template.definition);
  return (
    <Page
      title={template.name}
      lead={
        <Group gap={6}>
          <Badge variant="default" tt="none" fw={500}>
            {template.source === 'official' ? t.official : t.community}
          </Badge>
          {template.featured ? (
            <Badge variant="default" tt="none" fw={500}>
              ★ {t.featured}
            </Badge>
          ) : null}
          {template.status === 'published' ? null : <Badge color="orange">{t.hidden}</Badge>}
          <span>
            {words.category[template.category] ?? template.category} · {t.by} {template.author} · {t.installs(template.installs)}
          </span>
        </Group>
      }
      mark={<ConnectorIcon icon={template.icon} name={template.name} size={44} />}
      above={
        <AnchorLink to="/marketplace" search={{ tab: 'templates' }} size="sm" underline="always">
          {t.templates}
        </AnchorLink>
      }
      actions={<Moderation template={template} />}
    >
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Text style={{ overflowWrap: 'anywhere' }}>{template.description}</Text>
            <Section title={t.steps}>
              <List type="ordered" size="sm" spacing={6}>
                {steps.map((step, i) => (
                  <List.Item key={i}>
                    {step.name ? <>{step.name} · </> : null}
                    <Code style={{ overflowWrap: 'anywhere' }}>
                      {step.method} {step.url}
                    </Code>
                  </List.Item>
                ))}
              </List>
            </Section>
            <Section title={t.hosts}>
              <Group gap={6}>
                {template.hosts.map((host) => (
                  <Code key={host}>{host}</Code>
                ))}
              </Group>
            </Section>
            <details>
              <summary>
                <Text span size="sm">
                  JSON
                </Text>
              </summary>
              <JsonView value={template.definition} label={template.name} />
            </details>
            {template.moderationNote ? <Text size="sm">{template.moderationNote}</Text> : null}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Card withBorder p="lg">
              {may('admin') ? <Install template={template} /> : <Button disabled>{t.install}</Button>}
            </Card>
            {may('member') ? <Rate template={template} /> : null}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
