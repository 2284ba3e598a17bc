import { Button, Group, Modal } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../shell/icons.tsx';
import { Page } from '../../shell/page.tsx';
import { SearchBox } from '../../shell/search-box.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../shell/states.tsx';
import { contacts as t } from '../../strings/manage.ts';
import { words } from '../../strings/shell.ts';
import { ContactForm } from './contact-form.tsx';
import { ContactTable } from './contact-table.tsx';
import { ImportContacts } from './import-contacts.tsx';

export function ContactsPage() {
  const { q, id } = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const queries = useQueryClient();
  const { may } = useMe();
  const [open, setOpen] = useState<'add' | 'import'>();
  const list = useInfiniteQuery({
    queryKey: ['contacts', q],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/contacts', {
          params: { query: { limit: 100, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
    placeholderData: (old) => old,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const close = () => {
    setOpen(undefined);
    void navigate({ search: (old) => ({ ...old, id: undefined }) });
    void queries.invalidateQueries({ queryKey: ['contacts'] });
  };
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may('member') ? (
          <>
            <Button variant="default" onClick={() => setOpen('import')}>
              {t.import}
            </Button>
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen('add')}>
              {t.add}
            </Button>
          </>
        ) : null
      }
    >
      <SearchBox value={q} placeholder={t.search} change={(text) => void navigate({ search: { q: text }, replace: true })} />
      {list.isPending ? (
        <LoadingRows rows={8} />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title={q ? t.noMatch : t.none} icon="contacts" {...(q ? {} : { hint: t.noneHint })} />
      ) : (
        <>
          <ContactTable rows={rows} open={(one) => void navigate({ search: (old) => ({ ...old, id: one }) })} />
          {list.hasNextPage ? (
            <Group justify="center">
              <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {words.state.more}
              </Button>
            </Group>
          ) : null}
        </>
      )}
      <Modal
        opened={open !== undefined || id !== undefined}
        onClose={close}
        title={open === 'import' ? t.importTitle : id ? t.edit : t.add}
        size="lg"
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        {open === 'import' ? <ImportContacts close={close} /> : <ContactForm {...(id ? { id } : {})} close={close} />}
      </Modal>
    </Page>
  );
}
