import { Alert, Button, Center, Code, Loader, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/client.ts';
import { words } from '../strings/shell.ts';
import { Icon, type IconName } from './icons.tsx';

export const LoadingState = () => (
  <Center mih={240} role="status" aria-label={words.state.loading}>
    <Loader type="dots" />
  </Center>
);

/** As high as what will stand there, so that nothing jumps. */
export const LoadingRows = ({ rows = 6, height = 44 }: { rows?: number; height?: number }) => (
  <Stack gap="xs" role="status" aria-label={words.state.loading}>
    {Array.from({ length: rows }, (_, i) => (
      <Skeleton key={i} height={height} radius="md" />
    ))}
  </Stack>
);

interface EmptyProps {
  title: string;
  hint?: string;
  icon?: IconName;
  children?: ReactNode;
}

export const EmptyState = ({ title, hint, icon = 'search', children }: EmptyProps) => (
  <Stack align="center" justify="center" mih={260} gap="sm" ta="center" p="lg">
    <Center w={52} h={52} bdrs="xl" bg="var(--mantine-color-default-hover)">
      <Icon name={icon} size={24} />
    </Center>
    <Title order={2} size="h4">
      {title}
    </Title>
    {hint ? (
      <Text maw={440} size="sm">
        {hint}
      </Text>
    ) : null}
    {children}
  </Stack>
);

/** A failure in the server's own words: what failed, which field, what to do. */
export function ErrorState({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  return (
    <Alert color="red" title={title ?? problem?.title ?? words.state.failed} role="alert" variant="outline" icon={<Icon name="warn" />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {error instanceof Error ? error.message : String(error)}
        </Text>
        {problem?.errors?.map((one) => (
          <Text size="sm" key={one.path + one.message}>
            <Code>{one.path || '·'}</Code> {one.message}
          </Text>
        ))}
        {problem?.traceId ? (
          <Text size="xs">
            {words.state.trace} <Code>{problem.traceId}</Code>
          </Text>
        ) : null}
        {retry ? (
          <Button size="xs" variant="default" onClick={retry}>
            {words.state.retry}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

interface Asked<T> {
  data: T | undefined;
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** One of loading, failed, or what was asked for. */
export function Loaded<T>({ query, loading, children }: { query: Asked<T>; loading?: ReactNode; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <>{loading ?? <LoadingState />}</>;
}
