import type { NextPage, PageInfo } from './http.js';

type Next = (page: unknown, info: PageInfo) => NextPage;

/** True when a page that is not full says by itself that it was the last. */
function isLast(info: PageInfo): boolean {
  return info.items === 0 || (info.size !== undefined && info.items < info.size);
}

/**
 * Paging by the number of items to skip.
 * @example http.all('/orders', { expect: Many, items: (page) => page.orders, max, pageSize: { param: 'limit', max: 100 }, next: byOffset('offset') })
 */
export function byOffset(param: string): Next {
  return (_, info) => !isLast(info) && { [param]: info.total };
}

/** Paging by page number. `first`: the number of the first page. */
export function byPage(param: string, first = 1): Next {
  return (_, info) => !isLast(info) && { [param]: first + info.index + 1 };
}

/** Paging by the `Link` header's `rel="next"` (RFC 8288). */
export function byLinkHeader(): Next {
  return (_, info) => {
    for (const link of (info.headers['link'] ?? '').split(/,\s*(?=<)/)) {
      const match = /^<([^>]*)>(.*)$/.exec(link.trim());
      if (match && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?(?:;|$)/i.test(match[2] ?? '')) return match[1];
    }
    return undefined;
  };
}
