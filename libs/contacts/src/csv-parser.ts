import { invalidInput } from '@patchbay/kernel';

export interface CsvRow {
  /** Line of the file the row starts on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows of a CSV text (RFC 4180: quotes doubled inside quotes, line breaks allowed inside them; LF, CRLF and a byte order mark are taken).
 * Empty lines are left out. Throws `input_invalid` for a quote that is never closed or text after a closing quote. Linear in the text.
 */
export function parseCsv(text: string): CsvRow[] {
  const scan = new CsvScan(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const rows: CsvRow[] = [];
  while (!scan.atEnd) {
    const row = scan.row();
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
  }
  return rows;
}

class CsvScan {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  row(): CsvRow {
    const line = this.line;
    const cells = [this.cell()];
    while (this.text[this.at] === ',') {
      this.at++;
      cells.push(this.cell());
    }
    if (this.text.startsWith('\r\n', this.at)) this.at += 2;
    else if (!this.atEnd) this.at++;
    this.line++;
    return { line, cells };
  }

  private cell(): string {
    if (this.text[this.at] !== '"') return this.until(/[,\n\r]/g);
    const startLine = this.line;
    let value = '';
    this.at++;
    for (;;) {
      const quote = this.text.indexOf('"', this.at);
      if (quote === -1) throw invalidInput([{ path: `line ${startLine}`, message: 'has a quote that is never closed' }]);
      value += this.text.slice(this.at, quote);
      this.at = quote + 1;
      if (this.text[this.at] !== '"') break;
      value += '"';
      this.at++;
    }
    this.line += value.split('\n').length - 1;
    if (!this.atEnd && !/[,\n\r]/.test(this.text[this.at] ?? ''))
      throw invalidInput([{ path: `line ${this.line}`, message: 'has text after a closing quote' }]);
    return value;
  }

  private until(end: RegExp): string {
    end.lastIndex = this.at;
    const stop = end.exec(this.text)?.index ?? this.text.length;
    const value = this.text.slice(this.at, stop);
    this.at = stop;
    return value;
  }
}
