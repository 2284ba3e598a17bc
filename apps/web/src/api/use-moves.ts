import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hearMoves, type Move } from './moves.ts';

/** While the component is there: calls with every move of that kind; undefined means "read anew". */
export function useMoves(kind: Move['kind'], listener: (move: Move | undefined) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      hearMoves((move) => {
        if (move === undefined || move.kind === kind) latest.current(move);
      }),
    [kind],
  );
}

interface Freshness {
  kind?: Move['kind'];
  /** Only moves of this execution or run. */
  id?: string;
  everyMs?: number;
}

/** Reads queries anew after something moved, at most once in `everyMs`. */
export function useFreshOnMoves(queryKey: readonly unknown[], { kind = 'execution', id, everyMs = 1_000 }: Freshness = {}): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useMoves(kind, (move) => {
    if (move && id !== undefined && move.id !== id) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey });
    }, everyMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
