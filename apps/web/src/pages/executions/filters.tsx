import { Button, Group, MultiSelect, Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useConnectorNames } from '../../api/use-connector-names.ts';
import { SearchBox } from '../../shell/search-box.tsx';
import { executions as t } from '../../strings/executions.ts';
import { words } from '../../strings/shell.ts';

const STATUSES = ['queued', 'running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'unknown'] as const;
const HOURS: Record<string, number> = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 };

/** The beginning of a span such as `24h`, to the minute, so that the same filter is the same question for a while. */
export function beginOf(since: string | undefined, now = Date.now()): string | undefined {
  const hours = since === undefined ? undefined : HOURS[since];
  return hours === undefined ? undefined : new Date(Math.floor((now - hours * 3_600_000) / 60_000) * 60_000).toISOString();
}

/** All filters live in the address: a view can be shared, and "back" brings the last one. */
export function Filters() {
  const search = useSearch({ from: '/inside/executions' });
  const navigate = useNavigate({ from: '/executions' });
  const set = (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const names = new Map(useConnectorNames());
  if (search.connector && !names.has(search.connector)) names.set(search.connector, search.connector);
  const clearButtonProps = { 'aria-label': words.act.clear };
  const any = Object.values(search).some((value) => value !== undefined);
  return (
    <Group gap="sm" align="flex-start">
      <SearchBox value={search.q} change={(q) => set({ q })} placeholder={t.search} />
      <MultiSelect
        aria-label={t.status}
        placeholder={search.status ? undefined : t.allStatuses}
        data={STATUSES.map((value) => ({ value, label: words.status[value] }))}
        value={search.status?.split(',') ?? []}
        onChange={(values) => set({ status: values.length > 0 ? values.join(',') : undefined })}
        clearable
        clearButtonProps={clearButtonProps}
        miw={170}
      />
      <Select
        aria-label={t.connector}
        placeholder={t.allConnectors}
        data={[...names].map(([value, label]) => ({ value, label }))}
        value={search.connector ?? null}
        onChange={(v) => set({ connector: v ?? undefined })}
        searchable
        clearable
        clearButtonProps={clearButtonProps}
        w={190}
      />
      <Select
        aria-label={t.since}
        placeholder={t.anyTime}
        data={Object.entries(t.sinceNames).map(([value, label]) => ({ value, label }))}
        value={search.since ?? null}
        onChange={(v) => set({ since: v ?? undefined })}
        clearable
        clearButtonProps={clearButtonProps}
        w={160}
      />
      {any ? (
        <Button variant="subtle" onClick={() => void navigate({ search: {}, replace: true })}>
          {t.clear}
        </Button>
      ) : null}
    </Group>
  );
}
