import { Button, Group, Modal, Stack, Table, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { EmptyState, ErrorState, LoadingState } from '../../shell/states.tsx';
import { t } from '../../strings/en.ts';

const FIELDS = ['firstname', 'lastname', 'email', 'phone_number', 'company'] as const;

function Add({ done }: { done: () => void }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const add = useMutation({ mutationFn: () => answer(api.POST('/api/v1/contacts', { body: values as never })), onSuccess: done });
  return (
    <Stack
      component="form"
      onSubmit={(e: { preventDefault(): void }) => {
        e.preventDefault();
        add.mutate();
      }}
    >
      {FIELDS.map((f) => (
        <TextInput
          key={f}
          label={f}
          onChange={(e) => {
            const v = e.currentTarget.value;
            setValues((old) => ({ ...old, [f]: v }));
          }}
        />
      ))}
      {add.error ? <ErrorState error={add.error} /> : null}
      <Button type="submit" loading={add.isPending}>
        {t.contacts.save}
      </Button>
    </Stack>
  );
}

export function ContactsPage() {
  const { q } = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const queries = useQueryClient();
  const [open, { open: show, close }] = useDisclosure();
  const fresh = () => queries.invalidateQueries({ queryKey: ['contacts'] });
  const list = useQuery({
    queryKey: ['contacts', q],
    queryFn: () => answer(api.GET('/api/v1/contacts', { params: { query: { limit: 100, q } as never } })),
  });
  const remove = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/contacts/{id}', { params: { path: { id } } })),
    onSuccess: fresh,
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t.contacts.title}
        </Title>
        <Button onClick={show}>{t.contacts.add}</Button>
      </Group>
      <TextInput
        label={t.contacts.search}
        maw={400}
        value={q ?? ''}
        onChange={(e) => {
          const v = e.currentTarget.value || undefined;
          void navigate({ search: { q: v }, replace: true });
        }}
      />
      {remove.error ? <ErrorState error={remove.error} /> : null}
      {list.isPending ? (
        <LoadingState />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : list.data.data.length === 0 ? (
        <EmptyState title={t.contacts.none} />
      ) : (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ 'aria-label': t.contacts.table }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {FIELDS.map((f) => (
                  <Table.Th key={f}>{f}</Table.Th>
                ))}
                <Table.Th>{t.contacts.remove}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.data.map((c) => (
                <Table.Tr key={c.id}>
                  {FIELDS.map((f) => (
                    <Table.Td key={f}>{c[f] ?? ''}</Table.Td>
                  ))}
                  <Table.Td>
                    <Button size="compact-xs" variant="default" onClick={() => remove.mutate(c.id)}>
                      {t.contacts.remove}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Modal opened={open} onClose={close} title={t.contacts.add} closeButtonProps={{ 'aria-label': t.execution.cancel }}>
        <Add
          done={() => {
            close();
            void fresh();
          }}
        />
      </Modal>
    </Stack>
  );
}
