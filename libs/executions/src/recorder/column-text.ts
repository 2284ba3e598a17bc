/**
 * A column of many rows as one text parameter. Values are joined with U+001E (record separator) and a missing value is U+001F: JSON.stringify
 * escapes both, and the other columns are cleaned of control characters, so nothing has to be quoted here nor unquoted by Postgres.
 */
const SEPARATOR = '\u001e';
const NULL_MARK = '\u001f';
// oxlint-disable-next-line no-control-regex -- removing control characters is the point
const CONTROL = /[\u0000-\u001f]/g;

/** SQL of the parameter as an array of `type`: `columnSql(3, 'uuid')`. */
export function columnSql(parameter: number, type: string): string {
  const texts = `string_to_array($${parameter}::text, E'\\x1e', E'\\x1f')`;
  return type === 'text' ? texts : `${texts}::${type}[]`;
}

/** Joins a column whose values hold no control characters: JSON texts, ids, numbers, dates. */
export function joinColumn<Row>(rows: readonly Row[], valueOf: (row: Row) => string | number | null | undefined): string {
  let text = '';
  for (let index = 0; index < rows.length; index++) {
    const value = valueOf(rows[index] as Row);
    text += (index === 0 ? '' : SEPARATOR) + (value === null || value === undefined || value === '' ? NULL_MARK : value);
  }
  return text;
}

/** A text as a text column can hold it: no control characters (NUL among them), no lone surrogates. */
export function columnText(text: string): string {
  CONTROL.lastIndex = 0;
  const clean = CONTROL.test(text) ? text.replace(CONTROL, '\uFFFD') : text;
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}
