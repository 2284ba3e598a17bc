/** Rows as CSV (RFC 4180, line feeds), columns in order of first appearance. `null` is `#N/A`, how the Bulk API clears a field. */
export function toCsv(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `${[columns.map(cell).join(','), ...lines].join('\n')}\n`;
}

function cell(value: string | number | boolean | null | undefined): string {
  const text = value === undefined ? '' : value === null ? '#N/A' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
