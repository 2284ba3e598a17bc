import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hearMoves, type Move } from './moves.ts';

/** While the component is there: calls with every move of an execution; undefined means "read anew". */
export function useMoves(listener: (move: Move | undefined) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => hearMoves((move) => latest.current(move)), []);
}

/** Reads queries anew after executions moved, at most once in `everyMs`. */
export function useFreshOnMoves(queryKey: readonly unknown[], everyMs = 1_000): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useMoves(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey });
    }, everyMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
