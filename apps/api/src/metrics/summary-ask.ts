import { SUMMARY_DIMENSIONS, type SummaryAsk } from '@patchbay/observability';
import { dimensionList } from '../dto/dimension-list.js';
import type { SummaryQuery } from './summary.dto.js';

const DEFAULT_RANGE_MS = 86_400_000;

/** The range of a query: the 24 hours before `to`, which is now, unless told. */
export function rangeOf({ from, to }: { from?: string; to?: string }): { fromMs: number; toMs: number } {
  const toMs = to === undefined ? Date.now() : Date.parse(to);
  return { fromMs: from === undefined ? toMs - DEFAULT_RANGE_MS : Date.parse(from), toMs };
}

/** What a query asks for; of which workspace is the route's to say. */
export function summaryAsk({ from, to, groupBy, ...rest }: SummaryQuery): Omit<SummaryAsk, 'workspace'> {
  const range = rangeOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  return { ...rest, ...range, groupBy: groupBy === undefined ? [] : dimensionList(groupBy, SUMMARY_DIMENSIONS) };
}
