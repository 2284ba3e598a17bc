import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Stepper, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answer, api } from '../api/client.ts';
import { JsonView } from '../shell/json-view.tsx';
import { ErrorState } from '../shell/states.tsx';
import { t } from '../strings/en.ts';
import { drafts, toDefinition, type Draft } from './draft.ts';
import { StepsEditor } from './steps-editor.tsx';

type Part = { draft: Draft; set: (patch: Partial<Draft>) => void };

/** Why a page of the wizard cannot be left yet; undefined when it can. */
function missing(page: number, draft: Draft): string | undefined {
  if (page === 0 && draft.name.trim() === '') return t.build.nameMissing;
  if (page === 1) {
    if (draft.steps.some((step) => !/^(https?:\/\/|\{\{)/.test(step.url.trim()))) return t.build.urlMissing;
    if (new Set(draft.steps.map((s) => s.id)).size < draft.steps.length || draft.steps.some((s) => !/^[A-Za-z]\w{0,63}$/.test(s.id)))
      return t.build.idTwice;
    for (const step of draft.steps) {
      try {
        if (step.body.trim()) JSON.parse(step.body);
      } catch {
        return t.build.badBody;
      }
    }
  }
  if (page === 2 && draft.auth !== 'none' && draft.credential === '') return t.build.credentialMissing;
  return undefined;
}

const Basics = ({ draft, set }: Part) => (
  <Stack>
    <TextInput label={t.build.name} value={draft.name} onChange={(e) => set({ name: e.currentTarget.value })} required />
    <Textarea label={t.build.description} value={draft.description} onChange={(e) => set({ description: e.currentTarget.value })} />
    <TextInput label={t.build.icon} value={draft.icon} onChange={(e) => set({ icon: e.currentTarget.value })} />
    <TextInput label={t.build.category} value={draft.category} onChange={(e) => set({ category: e.currentTarget.value })} />
  </Stack>
);

function Authentication({ draft, set }: Part) {
  const list = useQuery({
    queryKey: ['credentials'],
    queryFn: () => answer(api.GET('/api/v1/credentials', { params: { query: { limit: 200 } } })),
  });
  return (
    <Stack>
      <Select
        label={t.build.authKind}
        value={draft.auth}
        allowDeselect={false}
        onChange={(v) => set({ auth: (v ?? 'none') as Draft['auth'] })}
        data={[
          { value: 'none', label: t.build.authNone },
          { value: 'bearer', label: t.build.authBearer },
          { value: 'api_key', label: t.build.authKey },
        ]}
      />
      {draft.auth === 'api_key' ? (
        <TextInput label={t.build.authHeader} value={draft.authHeader} onChange={(e) => set({ authHeader: e.currentTarget.value })} />
      ) : null}
      {draft.auth === 'none' ? null : (
        <Select
          label={t.build.credential}
          description={t.build.credentialHint}
          data={list.data?.data.map((c) => c.name) ?? []}
          value={draft.credential || null}
          onChange={(v) => set({ credential: v ?? '' })}
        />
      )}
    </Stack>
  );
}

function TestAndMap({ draft, set }: Part) {
  const [contact, setContact] = useState('{}');
  const [bad, setBad] = useState('');
  const test = useMutation({
    mutationFn: (value: unknown) =>
      answer(api.POST('/api/v1/connectors/test', { body: { ...toDefinition(draft), contact: value } as never })),
  });
  const go = () => {
    try {
      setBad('');
      test.mutate(JSON.parse(contact));
    } catch {
      setBad(t.execution.badJson);
    }
  };
  const single = toDefinition(draft).type === 'single-step';
  const edit = (i: number, patch: Partial<Draft['mappings'][number]>) =>
    set({ mappings: draft.mappings.map((m, at) => (at === i ? { ...m, ...patch } : m)) });
  return (
    <Stack>
      <Textarea
        label={t.build.contact}
        value={contact}
        onChange={(e) => setContact(e.currentTarget.value)}
        error={bad}
        autosize
        minRows={2}
      />
      <Button variant="default" onClick={go} loading={test.isPending}>
        {t.build.runTest}
      </Button>
      {test.error ? <ErrorState error={test.error} /> : null}
      {test.data?.steps.map((step) => (
        <Stack key={step.id} gap="xs">
          <Text fw={600}>
            {step.id} · {step.status} · {Math.round(step.durationMs)} ms
          </Text>
          <Group gap="xs">
            {leaves(step.output).map((path) => (
              <Button
                key={path}
                size="compact-xs"
                variant="default"
                onClick={() =>
                  set({ mappings: [...draft.mappings, { sourcePath: single ? path : `${step.id}.${path}`, targetField: 'company' }] })
                }
              >
                {path}
              </Button>
            ))}
          </Group>
          <JsonView value={step} label={step.id} />
        </Stack>
      ))}
      <Text size="sm">{t.build.mapHint}</Text>
      {draft.mappings.map((m, i) => (
        <Group key={i} align="end">
          <TextInput label={t.build.outputPath} value={m.sourcePath} onChange={(e) => edit(i, { sourcePath: e.currentTarget.value })} />
          <TextInput label={t.build.map} value={m.targetField} onChange={(e) => edit(i, { targetField: e.currentTarget.value })} />
          <Button variant="default" onClick={() => set({ mappings: draft.mappings.filter((_, at) => at !== i) })}>
            {t.build.remove}
          </Button>
        </Group>
      ))}
    </Stack>
  );
}

/** Paths of the plain values in an answer, at most forty. */
function leaves(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return path ? [path] : [];
  const below = Array.isArray(value)
    ? value.slice(0, 3).map((v, i) => leaves(v, `${path}[${i}]`))
    : Object.entries(value).map(([k, v]) => leaves(v, path ? `${path}.${k}` : k));
  return below.flat().slice(0, 40);
}

const Advanced = ({ draft, set }: Part) => (
  <Stack>
    <NumberInput
      label={t.build.timeout}
      value={draft.timeoutMs}
      min={1000}
      onChange={(v) => set({ timeoutMs: Number(v) || 30_000 })}
      hideControls
    />
    <NumberInput
      label={t.build.retries}
      value={draft.maxRetries}
      min={0}
      max={10}
      onChange={(v) => set({ maxRetries: Number(v) })}
      hideControls
    />
    <Checkbox
      label={t.build.continueOnError}
      checked={draft.continueOnError}
      onChange={(e) => set({ continueOnError: e.currentTarget.checked })}
    />
    <Checkbox label={t.build.log} checked={draft.logResponseData} onChange={(e) => set({ logResponseData: e.currentTarget.checked })} />
  </Stack>
);

const PAGES = [
  { label: t.build.basics, View: Basics },
  { label: t.build.api, View: StepsEditor },
  { label: t.build.auth, View: Authentication },
  { label: t.build.test, View: TestAndMap },
  { label: t.build.advanced, View: Advanced },
];

export function WizardPage() {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(drafts.load);
  const [page, setPage] = useState(0);
  const [problem, setProblem] = useState('');
  useEffect(() => drafts.keep(draft), [draft]);
  const save = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/connectors', { body: toDefinition(draft) as never })),
    onSuccess: (made) => {
      drafts.forget();
      void navigate({ to: '/connectors/$key', params: { key: made.id } as never });
    },
  });
  const go = (to: number) => {
    const reason =
      to > page
        ? PAGES.map((_, i) => i)
            .filter((i) => i < to)
            .map((i) => missing(i, draft))
            .find(Boolean)
        : undefined;
    setProblem(reason ?? '');
    if (!reason) setPage(to);
  };
  const View = PAGES[page]?.View ?? Basics;
  const last = page === PAGES.length - 1;
  return (
    <Stack maw={820}>
      <Title order={1} size="h2">
        {t.build.title}
      </Title>
      <Stepper active={page} onStepClick={go} size="xs" wrap>
        {PAGES.map((p) => (
          <Stepper.Step key={p.label} label={p.label} />
        ))}
      </Stepper>
      <Title order={2} size="h4">
        {PAGES[page]?.label}
      </Title>
      <View draft={draft} set={(patch) => setDraft((old) => ({ ...old, ...patch }))} />
      {problem ? (
        <Alert color="red" variant="outline" role="alert">
          {problem}
        </Alert>
      ) : null}
      {save.error ? <ErrorState error={save.error} /> : null}
      <Group justify="space-between">
        <Button variant="default" disabled={page === 0} onClick={() => go(page - 1)}>
          {t.build.back}
        </Button>
        <Text size="xs">{t.build.draft}</Text>
        {last ? (
          <Button onClick={() => save.mutate()} loading={save.isPending}>
            {t.build.save}
          </Button>
        ) : (
          <Button onClick={() => go(page + 1)}>{t.build.next}</Button>
        )}
      </Group>
    </Stack>
  );
}
