import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Row } from '../../api/client.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { ConnectorIcon } from '../../shell/connector-icon.tsx';
import { DataTable, type Column } from '../../shell/data-table.tsx';
import { AnchorLink } from '../../shell/links.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { When } from '../../shell/time.tsx';
import { admin as t } from '../../strings/admin.ts';
import { market } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';
import { HideDialog } from '../template/hide-dialog.tsx';
import { useModeration } from '../template/use-moderation.ts';

type Template = Row<'listTemplatesAdmin'>;
const PAGE = 50;

/** Every publisher's templates: feature, hide with a reason, publish again, remove. */
export function TemplateDesk() {
  const search = useSearch({ from: '/inside/admin' });
  const status = search.status === 'hidden' ? 'hidden' : 'published';
  const source: Template['source'] | undefined = search.source === 'official' || search.source === 'community' ? search.source : undefined;
  const query = {
    status,
    limit: PAGE,
    ...(search.q ? { q: search.q } : {}),
    ...(source ? { source } : {}),
    ...(search.featured ? { featured: true } : {}),
  } as const;
  const list = useInfiniteQuery({
    queryKey: ['admin', 'templates', query],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/admin/connector-templates', { params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
    placeholderData: (old) => old,
  });
  return (
    <Stack>
      <Filters />
      <Loaded query={list} loading={<LoadingRows rows={8} height={48} />}>
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          if (rows.length > 0)
            return (
              <>
                <Desk rows={rows} status={status} />
                <MoreButton list={list} />
              </>
            );
          return status === 'hidden' && !search.q ? (
            <EmptyState title={t.noHidden} hint={t.noHiddenHint} icon="check" />
          ) : (
            <EmptyState title={t.noTemplate} />
          );
        }}
      </Loaded>
    </Stack>
  );
}

function Filters() {
  const search = useSearch({ from: '/inside/admin' });
  const navigate = useNavigate({ from: '/admin' });
  const set = (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  return (
    <Group gap="sm">
      <SearchBox value={search.q} change={(q) => set({ q })} placeholder={t.searchTemplates} />
      <Select
        aria-label={t.state}
        data={Object.entries(t.states).map(([value, label]) => ({ value, label }))}
        value={search.status === 'hidden' ? 'hidden' : 'published'}
        allowDeselect={false}
        onChange={(v) => set({ status: v === 'hidden' ? v : undefined })}
        w={140}
      />
      <Select
        aria-label={market.source}
        placeholder={market.allSources}
        data={[
          { value: 'official', label: market.official },
          { value: 'community', label: market.community },
        ]}
        value={search.source ?? null}
        onChange={(v) => set({ source: v ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': words.act.clear }}
        w={150}
      />
      <Checkbox
        label={t.onlyFeatured}
        checked={search.featured === 'yes'}
        onChange={(e) => set({ featured: e.currentTarget.checked ? 'yes' : undefined })}
      />
    </Group>
  );
}

const Desk = ({ rows, status }: { rows: readonly Template[]; status: 'published' | 'hidden' }) => (
  <DataTable
    label={t.templates}
    rows={rows}
    keyOf={(one) => one.id}
    minWidth={940}
    columns={[
      { title: t.template, cell: (one) => <Named template={one} />, width: 260 },
      { title: market.source, cell: (one) => (one.source === 'official' ? market.official : market.community), width: 110 },
      ...(status === 'hidden' ? HIDDEN : PUBLISHED),
      { title: t.changed, cell: (one) => <When at={one.updatedAt} />, width: 120 },
      { title: t.actions, cell: (one) => <Actions template={one} />, width: status === 'hidden' ? 230 : 290 },
    ]}
  />
);
const HIDDEN: Column<Template>[] = [{ title: t.reason, cell: (one) => one.moderationNote ?? t.noReason }];
const PUBLISHED: Column<Template>[] = [
  { title: t.installs, cell: (one) => one.installs.toLocaleString('en'), right: true, width: 90 },
  { title: t.rating, cell: ({ rating }) => (rating.average === null ? '—' : `★ ${rating.average.toFixed(1)}`), right: true, width: 80 },
];

const Named = ({ template: { id, icon, name, author, category, featured, status } }: { template: Template }) => (
  <Group gap="sm" wrap="nowrap">
    <ConnectorIcon icon={icon} name={name} size={28} />
    <div style={{ minWidth: 0 }}>
      {status === 'published' ? (
        <AnchorLink to="/templates/$id" params={{ id }} size="sm" fw={600}>
          {name}
        </AnchorLink>
      ) : (
        <Text size="sm" fw={600}>
          {name}
        </Text>
      )}
      <Text size="xs">
        {featured ? `★ ${market.featured} · ` : ''}
        {words.category[category] ?? category} · {market.by} {author}
      </Text>
    </div>
  </Group>
);

function Actions({ template }: { template: Template }) {
  const { id, name, featured } = template;
  const hidden = template.status !== 'published';
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { feature, moderate } = useModeration(id);
  const remove = async () => {
    await answer(api.DELETE('/api/v1/admin/connector-templates/{id}', { params: { path: { id } } }));
    await Promise.all([['templates'], ['admin', 'templates']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const featureWord = featured ? market.unfeature : market.feature;
  const hideWord = hidden ? market.show : market.hide;
  const problem = feature.error ?? (asking ? null : moderate.error);
  return (
    <Stack gap={6}>
      <Group gap={6} wrap="nowrap">
        {hidden ? null : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t.act(featureWord, name)}
            loading={feature.isPending}
            onClick={() => feature.mutate(!featured)}
          >
            {featureWord}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t.act(hideWord, name)}
          loading={moderate.isPending && !asking}
          onClick={() => (hidden ? moderate.mutate({ status: 'published' }) : setAsking(true))}
        >
          {hideWord}
        </Button>
        <Confirm title={t.removeTitle} text={`${name}: ${t.removeText}`} go={t.remove} run={remove}>
          {(ask) => (
            <Button size="compact-sm" variant="default" aria-label={t.act(t.remove, name)} onClick={ask}>
              {t.remove}
            </Button>
          )}
        </Confirm>
      </Group>
      {problem ? <ErrorState error={problem} /> : null}
      <HideDialog name={name} opened={asking} close={() => setAsking(false)} moderate={moderate} />
    </Stack>
  );
}
