import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { answer, api, type Answer, type Row } from '../../api/client.ts';
import { useMoves } from '../../api/use-moves.ts';
import { beginOf } from './filters.tsx';

export type Execution = Row<'listExecutions'>;
type Page = Answer<'listExecutions'>;
export interface Filter {
  status?: string | undefined;
  q?: string | undefined;
  connector?: string | undefined;
  since?: string | undefined;
}

const PAGE = 200;
/** So many pages are read anew after moves; with more the reader is told, and nothing is read behind the back. */
const FRESH_PAGES = 2;
const SETTLE_MS = 800;

/** The executions of a filter, page after page. Moves change the status of lines at once; new lines come with the next reading. */
export function useExecutionList(filter: Filter) {
  const queries = useQueryClient();
  const queryKey = ['executions', filter];
  const list = useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const { since, ...rest } = filter;
      return answer(
        api.GET('/api/v1/executions', {
          params: { query: { ...rest, limit: PAGE, from: beginOf(since), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      );
    },
    getNextPageParam: (page) => page.pagination.nextCursor ?? undefined,
    // Comparing a hundred thousand lines with those before, at every page that comes, would hold up the scrolling.
    structuralSharing: false,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const [waiting, setWaiting] = useState(0);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pages = list.data?.pages.length ?? 0;
  const readAnew = useCallback(() => {
    settle.current ??= setTimeout(() => {
      settle.current = undefined;
      void queries.invalidateQueries({ queryKey: ['executions'] });
    }, SETTLE_MS);
  }, [queries]);
  useEffect(() => () => clearTimeout(settle.current), []);
  useMoves('execution', (move) => {
    const of = move && queries.getQueryData<InfiniteData<Page>>(queryKey)?.pages.find((page) => page.data.some(({ id }) => id === move.id));
    const known = of !== undefined;
    if (move && of)
      queries.setQueryData<InfiniteData<Page>>(
        queryKey,
        (old) => old && { ...old, pages: old.pages.map((page) => (page === of ? moved(page, move) : page)) },
      );
    if (pages <= FRESH_PAGES) readAnew();
    else if (!known) setWaiting((n) => n + 1);
  });
  const toTop = () => {
    setWaiting(0);
    queries.setQueryData<InfiniteData<Page>>(
      queryKey,
      (old) => old && { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) },
    );
    void queries.invalidateQueries({ queryKey });
  };
  return { list, rows, waiting, toTop };
}

const moved = (page: Page, move: { id: string; status: string }): Page => ({
  ...page,
  data: page.data.map((one) => (one.id === move.id ? { ...one, status: move.status as Execution['status'] } : one)),
});
