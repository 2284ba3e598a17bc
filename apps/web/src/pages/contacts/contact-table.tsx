import { Anchor, Table } from '@mantine/core';
import type { Row } from '../../api/client.ts';
import { contacts as t } from '../../strings/manage.ts';

type Contact = Row<'listContacts'>;
const COLUMNS = ['email', 'phone_number', 'company', 'city'] as const;

export const nameOf = (one: Contact): string =>
  [one.firstname, one.lastname].filter(Boolean).join(' ') || one.email || one.phone_number || one.id.slice(-8);

export const ContactTable = ({ rows, open }: { rows: readonly Contact[]; open: (id: string) => void }) => (
  <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t.table } }}>
    <Table aria-label={t.table} bg="var(--mantine-color-body)" withTableBorder highlightOnHover verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t.name}</Table.Th>
          {COLUMNS.map((field) => (
            <Table.Th key={field}>{t.fields[field]}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Anchor component="button" type="button" size="sm" fw={600} onClick={() => open(one.id)} ta="left">
                {nameOf(one)}
              </Anchor>
            </Table.Td>
            {COLUMNS.map((field) => (
              <Table.Td key={field} style={{ overflowWrap: 'anywhere' }}>
                {one[field] ?? ''}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
