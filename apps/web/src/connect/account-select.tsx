import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { market as t } from '../strings/market.ts';
import { words } from '../strings/shell.ts';

/** Which connection of a connector is used; nothing to choose with less than two. */
export function AccountSelect({
  connector,
  value,
  change,
}: {
  connector: string;
  value: string | null;
  change: (id: string | null) => void;
}) {
  const list = useQuery({
    queryKey: ['connections', connector],
    queryFn: () => answer(api.GET('/api/v1/connections', { params: { query: { connector, limit: 200 } } })),
  });
  if (!list.data || list.data.data.length < 2) return null;
  return (
    <Select
      label={t.account}
      placeholder={t.defaultAccount}
      data={list.data.data.map((one) => ({ value: one.id, label: one.name }))}
      value={value}
      onChange={change}
      clearable
      clearButtonProps={{ 'aria-label': words.act.clear }}
    />
  );
}
