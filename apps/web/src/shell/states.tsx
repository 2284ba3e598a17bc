import { Alert, Button, Center, Code, Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/client.ts';
import { t } from '../strings/en.ts';

export const LoadingState = () => (
  <Center mih={240} role="status" aria-label={t.state.loading}>
    <Loader />
  </Center>
);

export const EmptyState = ({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) => (
  <Stack align="center" justify="center" mih={240} gap="xs" ta="center">
    <Title order={2} size="h4">
      {title}
    </Title>
    {hint ? <Text>{hint}</Text> : null}
    {children}
  </Stack>
);

export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  return (
    <Alert color="red" title={problem?.title ?? t.state.failed} role="alert" variant="outline">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{error instanceof Error ? error.message : String(error)}</Text>
        {problem?.errors?.map((one) => (
          <Text size="sm" key={one.path + one.message}>
            <Code>{one.path}</Code> {one.message}
          </Text>
        ))}
        {problem?.traceId ? (
          <Text size="xs">
            {t.state.trace} {problem.traceId}
          </Text>
        ) : null}
        {retry ? (
          <Button size="xs" variant="default" onClick={retry}>
            {t.state.retry}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

/** JSON as text: nothing in it is ever read as markup. */
export const Json = ({ value, label }: { value: unknown; label: string }) => (
  <Code block tabIndex={0} aria-label={label} mah={360} style={{ overflow: 'auto' }}>
    {JSON.stringify(value, null, 2) ?? '—'}
  </Code>
);

export const STATUS_COLOR: Record<string, string> = {
  succeeded: 'teal',
  failed: 'red',
  timed_out: 'red',
  unknown: 'orange',
  running: 'blue',
  queued: 'gray',
  cancelled: 'gray',
};
