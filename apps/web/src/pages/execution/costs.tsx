import { Table } from '@mantine/core';
import { execution as t } from '../../strings/executions.ts';
import type { Execution } from './timeline.ts';

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 6 });

/** Tokens and money of the models a call used. An unknown price is never shown as nothing. */
export const Costs = ({ of: costs }: { of: Execution['costs'] }) => (
  <Table.ScrollContainer minWidth={420}>
    <Table aria-label={t.costs}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t.model}</Table.Th>
          <Table.Th ta="right">{t.tokensIn}</Table.Th>
          <Table.Th ta="right">{t.tokensOut}</Table.Th>
          <Table.Th ta="right">{t.price}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {costs.map((one, i) => (
          <Table.Tr key={i}>
            <Table.Td>
              {one.provider} · {one.model}
            </Table.Td>
            <Table.Td ta="right">{one.inputTokens.toLocaleString('en')}</Table.Td>
            <Table.Td ta="right">{one.outputTokens.toLocaleString('en')}</Table.Td>
            <Table.Td ta="right">{one.usd === null ? t.noPrice : money.format(one.usd)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
