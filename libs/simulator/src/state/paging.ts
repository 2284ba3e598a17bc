import { number, text, type Row } from '../provider/row.js';

/** Which parameters ask for a page; of the last three exactly one. */
export interface PageAsk {
  /** Parameter with the wanted size. */
  readonly size: string;
  /** Size without the parameter, and the most that is given. Default 100 both. */
  readonly usual?: number;
  readonly most?: number;
  /** Parameter with the cursor of an earlier answer. */
  readonly cursor?: string;
  /** Parameter with the number of the page, from 1. */
  readonly page?: string;
  /** Parameter with the number of records to leave out. */
  readonly offset?: string;
  /** The answer tells whether there is more, so a page may be smaller than asked. With a cursor always so. */
  readonly tells?: boolean;
}

export interface CutPage {
  readonly rows: Row[];
  readonly size: number;
  readonly offset: number;
  readonly total: number;
  /** Where the next page begins; undefined after the last. */
  readonly next: { readonly cursor: string; readonly page: number; readonly offset: number } | undefined;
}

/** Cuts the page that `asked` asks for, of at most `cap` records; undefined for a cursor that is none of ours. */
export function cutPage(all: readonly Row[], ask: PageAsk, asked: Row, cap = Number.POSITIVE_INFINITY): CutPage | undefined {
  const most = ask.most ?? 100;
  const wanted = Math.max(1, Math.min(most, number(asked[ask.size], ask.usual ?? Math.min(100, most))));
  const size = ask.cursor !== undefined || ask.tells === true ? Math.min(wanted, cap) : wanted;
  const offset = offsetOf(ask, asked, size);
  if (offset === undefined) return undefined;
  const end = offset + size;
  return {
    rows: all.slice(offset, end),
    size,
    offset,
    total: all.length,
    next: end < all.length ? { cursor: cursorAt(end), page: Math.floor(offset / size) + 2, offset: end } : undefined,
  };
}

function offsetOf(ask: PageAsk, asked: Row, size: number): number | undefined {
  if (ask.page !== undefined) return (Math.max(1, number(asked[ask.page], 1)) - 1) * size;
  if (ask.offset !== undefined) return Math.max(0, number(asked[ask.offset], 0));
  const cursor = ask.cursor === undefined ? '' : text(asked[ask.cursor]);
  if (cursor === '') return 0;
  const offset = /^from:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  return offset === undefined ? undefined : Number(offset);
}

function cursorAt(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64url');
}
