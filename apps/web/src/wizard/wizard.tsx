import { Alert, Button, Card, Group, List, Stepper, Text, Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answer, api, ApiProblem } from '../api/client.ts';
import { Confirm } from '../shell/confirm.tsx';
import { AnchorLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ErrorState, Loaded } from '../shell/states.tsx';
import { build as t } from '../strings/build.ts';
import { market } from '../strings/market.ts';
import { Advanced } from './advanced.tsx';
import { Authentication } from './authentication.tsx';
import { Basics } from './basics.tsx';
import { definitionOf, emptyDraft, type Draft } from './definition.ts';
import { draftOf } from './draft-of.ts';
import { ImportButton } from './import/import-button.tsx';
import { keptDrafts } from './kept-drafts.ts';
import { pageOf, problemsOf, type Problems } from './problems.ts';
import { StepsEditor } from './steps/steps-editor.tsx';
import { TestAndMap } from './test-and-map.tsx';

const LAST = t.pages.length - 1;

/** A new connector, or a new version of the one in the address. */
export function WizardPage() {
  const { id } = useParams({ strict: false });
  const stored = useQuery({
    queryKey: ['connector', id],
    enabled: id !== undefined,
    queryFn: () => answer(api.GET('/api/v1/connectors/{key}', { params: { path: { key: id ?? '' } } })),
  });
  if (id === undefined) return <Wizard key="new" start={emptyDraft()} />;
  return <Loaded query={stored}>{(data) => <Wizard key={id} id={id} start={draftOf(data)} />}</Loaded>;
}

/** The draft of the tab, kept with every change. */
function useDraft(id: string | undefined, start: Draft) {
  const [draft, setDraft] = useState(() => keptDrafts.load(id) ?? start);
  const [touched, setTouched] = useState(() => keptDrafts.load(id) !== undefined);
  useEffect(() => {
    if (touched) keptDrafts.keep(id, draft);
  }, [id, draft, touched]);
  return {
    draft,
    touched,
    set: (patch: Partial<Draft>) => {
      setTouched(true);
      setDraft((old) => ({ ...old, ...patch }));
    },
    reset: () => {
      keptDrafts.forget(id);
      setTouched(false);
      setDraft(start);
    },
  };
}

function Wizard({ id, start }: { id?: string; start: Draft }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { draft, touched, set, reset } = useDraft(id, start);
  const [page, setPage] = useState(0);
  const [problems, setProblems] = useState<Problems>({});
  const [samples, setSamples] = useState<Record<string, unknown>>({});
  const save = useMutation({
    mutationFn: () => {
      const body = definitionOf(draft);
      return id === undefined
        ? answer(api.POST('/api/v1/connectors', { body }))
        : answer(api.PUT('/api/v1/connectors/{key}', { params: { path: { key: id } }, body }));
    },
    onSuccess: (made) => {
      keptDrafts.forget(id);
      for (const queryKey of [['connectors'], ['connector', made.id], ['versions', made.id]]) void queries.invalidateQueries({ queryKey });
      notifications.show({ message: t.saved, color: 'teal' });
      void navigate({ to: '/connectors/$key', params: { key: made.id } });
    },
  });
  /** Goes to a page, or to the first one before it that has a problem. */
  const go = (to: number): boolean => {
    const between = Array.from({ length: Math.max(0, to - page) }, (_, i) => page + i);
    const wrong = between.find((at) => Object.keys(problemsOf(at, draft)).length > 0);
    setProblems(wrong === undefined ? {} : problemsOf(wrong, draft));
    setPage(wrong ?? to);
    return wrong === undefined;
  };
  const finish = () => {
    const wrong = [0, 1, 2].find((at) => Object.keys(problemsOf(at, draft)).length > 0);
    if (wrong === undefined) return save.mutate();
    setProblems(problemsOf(wrong, draft));
    setPage(wrong);
  };
  const part = { draft, set, problems, samples, setSamples };
  return (
    <Page
      title={id === undefined ? t.title : t.editTitle(start.name)}
      lead={t.lead}
      above={
        <AnchorLink to="/marketplace" size="sm" underline="always">
          {market.back}
        </AnchorLink>
      }
      actions={id === undefined ? <ImportButton edit={(definition) => set(draftOf(definition))} /> : null}
    >
      <Stepper active={page} onStepClick={go} size="xs" iconSize={26}>
        {t.pages.map((label) => (
          <Stepper.Step key={label} label={label} />
        ))}
      </Stepper>
      <Card withBorder p="lg" component="section" aria-label={t.pages[page]}>
        {page === 0 ? <Basics {...part} /> : null}
        {page === 1 ? <StepsEditor {...part} /> : null}
        {page === 2 ? <Authentication {...part} /> : null}
        {page === 3 ? <TestAndMap {...part} id={id} /> : null}
        {page === 4 ? <Advanced {...part} /> : null}
      </Card>
      <Wrong problems={problems} />
      {save.error ? <SaveProblem error={save.error} go={setPage} /> : null}
      <Group justify="space-between">
        <Group>
          <Button variant="default" disabled={page === 0} onClick={() => go(page - 1)}>
            {t.back}
          </Button>
          {touched ? (
            <Confirm title={t.discardTitle} text={t.discardText} go={t.discard} run={() => Promise.resolve(reset())}>
              {(ask) => (
                <Button variant="subtle" onClick={ask}>
                  {t.discard}
                </Button>
              )}
            </Confirm>
          ) : null}
        </Group>
        <Group>
          {touched ? <Text size="xs">{t.kept}</Text> : null}
          {id !== undefined && page !== LAST ? (
            <Button variant="default" onClick={finish} loading={save.isPending}>
              {t.saveVersion}
            </Button>
          ) : null}
          {page === LAST ? (
            <Button onClick={finish} loading={save.isPending}>
              {id === undefined ? t.save : t.saveVersion}
            </Button>
          ) : (
            <Button onClick={() => go(page + 1)}>{t.next}</Button>
          )}
        </Group>
      </Group>
    </Page>
  );
}

/** The problems of a page in one place, for those who cannot see which field is red. */
function Wrong({ problems }: { problems: Problems }) {
  const messages = [...new Set(Object.values(problems))];
  if (messages.length === 0) return null;
  return (
    <Alert color="red" variant="outline" role="alert" title={t.fix}>
      {messages.join(' ')}
    </Alert>
  );
}

/** What the server found, each with the way to its page. */
function SaveProblem({ error, go }: { error: unknown; go: (page: number) => void }) {
  const pages = error instanceof ApiProblem ? [...new Set((error.problem.errors ?? []).map(({ path }) => pageOf(path)))].sort() : [];
  return (
    <>
      <ErrorState error={error} />
      <List listStyleType="none">
        {pages.map((page) => (
          <List.Item key={page}>
            <Anchor component="button" type="button" size="sm" underline="always" onClick={() => go(page)}>
              {t.goTo} {t.pages[page]}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </>
  );
}
