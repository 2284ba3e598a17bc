import { Alert, Button, Center, Paper, PasswordInput, Stack, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answer, api, session } from '../api/client.ts';
import { t } from '../strings/en.ts';

export function SignInPage() {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    session.keep(key.trim());
    try {
      await answer(api.GET('/api/v1/executions', { params: { query: { limit: 1 } } }));
      await navigate({ to: '/executions' });
    } catch {
      session.forget();
      setProblem(t.signIn.wrong);
      setBusy(false);
    }
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={420} component="form" onSubmit={(event) => void submit(event as unknown as FormEvent)}>
        <Stack>
          <Title order={1} size="h3">
            {t.signIn.title}
          </Title>
          <PasswordInput
            label={t.signIn.key}
            description={t.signIn.hint}
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
            {t.signIn.go}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
