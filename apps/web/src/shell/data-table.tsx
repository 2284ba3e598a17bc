import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Column<T> {
  /** Empty above buttons. */
  title: string;
  cell: (row: T) => ReactNode;
  /** Figures stand on the right. */
  right?: boolean;
  width?: number;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Pixels below which it scrolls sideways within its frame. */
  minWidth?: number;
}

/** A table with a name that can be scrolled by keyboard. */
export const DataTable = <T,>({ label, columns, rows, keyOf, minWidth = 640 }: DataTableProps<T>) => (
  <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}>
    <Table aria-label={label} bg="var(--mantine-color-body)" withTableBorder verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ title, right, width }) =>
            title === '' ? (
              <Table.Td key={title} w={width} />
            ) : (
              <Table.Th key={title} ta={right ? 'right' : undefined} w={width}>
                {title}
              </Table.Th>
            ),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={keyOf(row)}>
            {columns.map(({ title, cell, right }) => (
              <Table.Td key={title} ta={right ? 'right' : undefined} style={{ overflowWrap: 'anywhere' }}>
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
