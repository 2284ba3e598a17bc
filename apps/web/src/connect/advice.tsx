import { Stack, Text } from '@mantine/core';
import { codeOf } from '../api/client.ts';
import { connect as t } from '../strings/connect.ts';
import { ErrorState } from '../shell/states.tsx';

/** What failed in the server's words, and what a person can do about it in ours. */
export function ConnectProblem({ error, code = codeOf(error) }: { error: unknown; code?: string | undefined }) {
  const advice = code ? t.advice[code] : undefined;
  return (
    <Stack gap="xs">
      <ErrorState error={error} />
      {advice ? <Text size="sm">{advice}</Text> : null}
    </Stack>
  );
}
