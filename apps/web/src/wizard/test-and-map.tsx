import { Alert, Autocomplete, Button, Card, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Answer } from '../api/client.ts';
import { JsonField } from '../forms/json-field.tsx';
import { SchemaForm } from '../forms/schema-form.tsx';
import { Icon } from '../shell/icons.tsx';
import { JsonView } from '../shell/json-view.tsx';
import { Section } from '../shell/page.tsx';
import { ErrorState } from '../shell/states.tsx';
import { Status } from '../shell/status.tsx';
import { duration } from '../shell/time.tsx';
import { build as t } from '../strings/build.ts';
import { words } from '../strings/shell.ts';
import { CONTACT_FIELDS } from './contact-fields.ts';
import { definitionOf, isSingle } from './definition.ts';
import { Mappings } from './mappings.tsx';
import type { PartProps } from './part.ts';

type Report = Answer<'testDraftConnectorTest'>;

/** Runs all steps with sample values; a value of an answer, once clicked, is mapped to a contact field. */
export function TestAndMap({ draft, set, id, setSamples }: PartProps & { id?: string | undefined }) {
  const [input, setInput] = useState<unknown>({});
  const [contact, setContact] = useState<unknown>({ email: 'ada@example.com', phone_number: '+4930901820' });
  const [picked, setPicked] = useState<string>();
  const hasInputs = Object.keys((draft.inputSchema as { properties?: object } | undefined)?.properties ?? {}).length > 0;
  const test = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/connectors/test', {
          body: { ...definitionOf(draft), input, contact: (contact ?? {}) as Record<string, unknown>, ...(id ? { id } : {}) },
        }),
      ),
    onSuccess: (report) => setSamples(Object.fromEntries(report.steps.map((step) => [step.id, step.output]))),
  });
  const map = (field: string) => {
    if (picked) set({ mappings: [...draft.mappings, { sourcePath: picked, targetField: targetOf(field) }] });
    setPicked(undefined);
  };
  return (
    <Stack>
      <Text size="sm">{t.testLead}</Text>
      <Group grow align="flex-start">
        {hasInputs ? <SchemaForm schema={draft.inputSchema} value={input} change={setInput} label={t.sampleInput} /> : null}
        <JsonField about={{ label: t.sampleContact }} value={contact} change={setContact} />
      </Group>
      <Group>
        <Button onClick={() => test.mutate()} loading={test.isPending} leftSection={<Icon name="play" size={16} />}>
          {t.runTest}
        </Button>
        {test.data ? (
          <Text size="sm" role="status">
            {test.data.status === 'succeeded' ? t.testOk(duration(test.data.durationMs)) : t.testFailed}
          </Text>
        ) : null}
      </Group>
      {test.error ? <ErrorState error={test.error} /> : null}
      {test.data ? <Results report={test.data} single={isSingle(draft)} pick={setPicked} /> : null}
      <Mappings mappings={draft.mappings} change={(mappings) => set({ mappings })} />
      <Modal
        opened={picked !== undefined}
        onClose={() => setPicked(undefined)}
        title={t.mapTitle}
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        {picked === undefined ? null : <MapForm path={picked} map={map} />}
      </Modal>
    </Stack>
  );
}

/** A name that is no system field is a custom one. */
const targetOf = (field: string) =>
  (CONTACT_FIELDS as readonly string[]).includes(field) || field.startsWith('customFields.') ? field : `customFields.${field}`;

/** The field a path's last name, or one before it, is spelled like: `company.name` is most likely the company. */
function likelyField(path: string): string {
  const plain = (text: string) => text.toLowerCase().replaceAll('_', '');
  const names = path
    .split(/[.[\]"]+/)
    .map(plain)
    .reverse();
  return names.map((name) => CONTACT_FIELDS.find((field) => plain(field) === name)).find(Boolean) ?? '';
}

function MapForm({ path, map }: { path: string; map: (field: string) => void }) {
  const [field, setField] = useState(() => likelyField(path));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        map(field.trim());
      }}
    >
      <Stack>
        <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {path}
        </Text>
        <Autocomplete
          label={t.field}
          description={t.fieldHint}
          data={[...CONTACT_FIELDS]}
          value={field}
          onChange={setField}
          required
          data-autofocus
          openOnFocus={false}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={field.trim() === ''}>
            {t.mapGo}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Results({ report, single, pick }: { report: Report; single: boolean; pick: (path: string) => void }) {
  return (
    <Stack gap="sm">
      {report.error ? <ErrorState error={new Error(report.error.detail)} title={report.error.title} /> : null}
      <Text size="sm">{t.pickHint}</Text>
      {report.steps.map((step) => {
        const { request, response } = step as {
          request?: { method?: string; url?: string };
          response?: { status?: number; body?: unknown };
        };
        const shown = step.output ?? response?.body;
        return (
          <Card withBorder key={step.id} p="sm">
            <Stack gap="xs">
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {step.id}
                </Text>
                <Status of={step.status} />
                <Text size="xs">{duration(step.durationMs)}</Text>
                {request ? (
                  <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                    {request.method} {request.url} {response?.status ? `→ ${response.status}` : ''}
                  </Text>
                ) : null}
              </Group>
              {shown === undefined ? null : (
                <JsonView
                  value={shown}
                  label={`${step.id}: ${t.tabs.output}`}
                  pick={(path) => pick(single ? path : `${step.id}.${path}`)}
                />
              )}
            </Stack>
          </Card>
        );
      })}
      {report.contactUpdates && Object.keys(report.contactUpdates).length > 0 ? (
        <Section title={t.wouldWrite}>
          <JsonView value={report.contactUpdates} label={t.wouldWrite} />
        </Section>
      ) : null}
      {report.warnings?.map((warning, i) => (
        <Alert key={i} variant="outline" color="orange">
          {String((warning as { message?: unknown }).message ?? '')}
        </Alert>
      ))}
    </Stack>
  );
}
