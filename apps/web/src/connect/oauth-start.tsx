import { Alert, Anchor, Button, Group, List, Loader, Spoiler, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { answer, api, codeOf } from '../api/client.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { connect as t } from '../strings/connect.ts';
import { ButtonLink } from '../shell/links.tsx';
import { ConnectProblem } from './advice.tsx';
import { signInByPopup } from './oauth-popup.ts';
import type { WayProps } from './ways.ts';

type State =
  | { at: 'idle' }
  | { at: 'waiting'; blocked?: string; gone?: boolean }
  | { at: 'failed'; error: unknown; code?: string }
  | { at: 'testing' };

function AppMissing() {
  return (
    <Alert variant="outline" color="orange" title={t.appMissing} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t.appMissingHint}</Text>
        <ButtonLink to="/settings" search={{ tab: 'oauth' }} size="xs" variant="default">
          {t.toApps}
        </ButtonLink>
      </Stack>
    </Alert>
  );
}

/** Sends the person to the provider in a window, waits for the end, then proves the account with a test call. */
export function OauthStart({ connector, mode, name, again, fresh, close }: WayProps) {
  const [state, setState] = useState<State>({ at: 'idle' });
  const [asked, setAsked] = useState<unknown>({});
  const giveUp = useRef<AbortController>(undefined);
  useEffect(() => () => giveUp.current?.abort(), []);
  const start = async () => {
    giveUp.current?.abort();
    const control = (giveUp.current = new AbortController());
    setState({ at: 'waiting' });
    try {
      const end = await signInByPopup(
        {
          connector: connector.key,
          ...(mode.provider ? { provider: mode.provider } : {}),
          ...(again ? { connectionId: again.id } : name ? { name } : {}),
          ...(mode.ask ? { metadata: asked as Record<string, unknown> } : {}),
        },
        {
          signal: control.signal,
          onBlocked: (blocked) => setState({ at: 'waiting', blocked }),
          onGone: () => setState((old) => (old.at === 'waiting' ? { ...old, gone: true } : old)),
        },
      );
      fresh();
      if (!end.ok || !end.connectionId)
        return setState({ at: 'failed', error: new Error(end.message ?? t.timeUp), ...(end.code ? { code: end.code } : {}) });
      setState({ at: 'testing' });
      const report = await answer(api.POST('/api/v1/connections/{id}/test', { params: { path: { id: end.connectionId } } }));
      fresh();
      if (report.status === 'failure') return setState({ at: 'failed', error: new Error(report.message) });
      notifications.show({ message: `${t.done} ${report.message}`, color: 'teal' });
      close();
    } catch (error) {
      if (!control.signal.aborted) setState({ at: 'failed', error });
    }
  };
  const waiting = state.at === 'waiting' || state.at === 'testing';
  return (
    <Stack>
      {mode.scopes && mode.scopes.length > 0 ? (
        <Spoiler maxHeight={84} showLabel={t.showAll} hideLabel={t.showFewer}>
          <Text size="sm" fw={500} mb={4}>
            {t.scopes}
          </Text>
          <List size="sm">
            {mode.scopes.map((scope) => (
              <List.Item key={scope}>{scope}</List.Item>
            ))}
          </List>
        </Spoiler>
      ) : null}
      {mode.ask ? <SchemaForm schema={mode.ask} value={asked} change={setAsked} /> : null}
      {waiting ? (
        <Group role="status" gap="sm" wrap="nowrap">
          <Loader size="sm" />
          <Text size="sm">{state.at === 'testing' ? t.testing : t.busyOauth}</Text>
        </Group>
      ) : null}
      {state.at === 'waiting' && state.blocked ? (
        <Text size="sm">
          {t.blocked}{' '}
          <Anchor href={state.blocked} target="_blank">
            {t.open}
          </Anchor>
        </Text>
      ) : null}
      {state.at === 'waiting' && state.gone ? <Text size="sm">{t.closed}</Text> : null}
      {state.at === 'failed' ? (
        codeOf(state.error) === 'illegal_state' ? (
          <AppMissing />
        ) : (
          <ConnectProblem error={state.error} code={state.code ?? codeOf(state.error)} />
        )
      ) : null}
      <Group justify="flex-end">
        <Button onClick={() => void start()} disabled={state.at === 'testing' || (state.at === 'waiting' && !state.gone && !state.blocked)}>
          {t.goOauth}
        </Button>
      </Group>
    </Stack>
  );
}
