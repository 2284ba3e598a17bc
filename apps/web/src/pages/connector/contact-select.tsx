import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { market as t } from '../../strings/market.ts';
import { words } from '../../strings/shell.ts';

/** Finds a contact by typing. */
export function ContactSelect({ value, change }: { value: string | null; change: (id: string | null) => void }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 250);
  const list = useQuery({
    queryKey: ['contacts', 'select', q],
    queryFn: () => answer(api.GET('/api/v1/contacts', { params: { query: { limit: 20, ...(q && !value ? { q } : {}) } } })),
    placeholderData: (old) => old,
  });
  const name = (one: NonNullable<typeof list.data>['data'][number]) =>
    [one.firstname, one.lastname].filter(Boolean).join(' ') || one.email || one.phone_number || one.id;
  return (
    <Select
      label={t.contact}
      description={t.contactHint}
      placeholder={t.noContact}
      data={list.data?.data.map((one) => ({ value: one.id, label: name(one) })) ?? []}
      value={value}
      onChange={change}
      searchable
      filter={({ options }) => options}
      onSearchChange={setTyped}
      clearable
      clearButtonProps={{ 'aria-label': words.act.clear }}
    />
  );
}
