import { Alert, Button, Center, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answer, api, ApiProblem } from '../../api/client.ts';
import { session } from '../../api/session.ts';
import { words } from '../../strings/shell.ts';
import { isTokenForSeveral } from './token.ts';

const t = words.signIn;

/** In: a typed credential. Out: undefined when the server takes it, else why not. */
async function tryToSignIn(key: string): Promise<string | undefined> {
  session.keep(key);
  try {
    // A person may belong to several workspaces: the first is entered, another is picked in the header.
    if (isTokenForSeveral(key)) {
      const { data } = await answer(api.GET('/api/v1/workspaces', { params: { query: { limit: 1 } } }));
      if (data[0]) session.enter(data[0].id);
    }
    await answer(api.GET('/api/v1/me'));
    return undefined;
  } catch (error) {
    session.forget();
    if (!(error instanceof ApiProblem)) return t.away;
    return error.problem.status === 401 ? t.wrong : error.message;
  }
}

export function SignInPage() {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    queries.clear();
    const reason = await tryToSignIn(key.trim());
    if (reason === undefined) return navigate({ to: '/' });
    setProblem(reason);
    setBusy(false);
  };
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={440} shadow="sm">
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Group gap="xs">
              <Title order={1} size="h3">
                {t.title}
              </Title>
            </Group>
            <Text size="sm">{t.lead}</Text>
            <PasswordInput
              label={t.key}
              description={t.hint}
              value={key}
              onChange={(e) => setKey(e.currentTarget.value)}
              required
              autoFocus
              autoComplete="off"
            />
            {problem ? (
              <Alert color="red" variant="outline" role="alert">
                {problem}
              </Alert>
            ) : null}
            <Button type="submit" loading={busy}>
              {t.go}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
