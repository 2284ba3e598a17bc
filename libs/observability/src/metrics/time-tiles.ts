import { GRAIN_KEPT_DAYS, GRAINS_SECONDS, type GrainSeconds } from './rollup.store.js';

/** A part of a time range that is read from buckets of one grain. Milliseconds since the epoch; `toMs` is not in it. */
export interface Tile {
  readonly grain: GrainSeconds;
  readonly fromMs: number;
  readonly toMs: number;
}

const DAY_MS = 86_400_000;
const floor = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;
const ceil = (ms: number, stepMs: number): number => Math.ceil(ms / stepMs) * stepMs;

/** The finest grain there still is of a moment. */
function finestAt(ms: number, nowMs: number): GrainSeconds {
  // A day's margin: what is about to be forgotten is not counted on.
  return GRAINS_SECONDS.find((grain) => ms >= nowMs - (GRAIN_KEPT_DAYS[grain] - 1) * DAY_MS) ?? 86_400;
}

/**
 * Covers a time range with as few buckets as there can be: days in the middle, hours and five minutes at the edges. The edges are moved
 * outwards to whole buckets. `grain`: buckets of this size only, for series over time.
 */
export function tilesOf(range: { fromMs: number; toMs: number; nowMs: number; grain?: GrainSeconds }): Tile[] {
  const { fromMs, toMs, nowMs } = range;
  if (range.grain !== undefined) {
    const stepMs = range.grain * 1_000;
    return [{ grain: range.grain, fromMs: floor(fromMs, stepMs), toMs: ceil(toMs, stepMs) }];
  }
  const [finestFrom, finestTo] = [finestAt(fromMs, nowMs), finestAt(toMs, nowMs)];
  return split({ fromMs: floor(fromMs, finestFrom * 1_000), toMs: ceil(toMs, finestTo * 1_000) }, GRAINS_SECONDS.length - 1);
}

/** The whole buckets of a grain in the middle, and what is left at both sides from the finer ones. */
function split({ fromMs, toMs }: { fromMs: number; toMs: number }, level: number): Tile[] {
  const grain = GRAINS_SECONDS[level];
  if (grain === undefined || fromMs >= toMs) return [];
  const [low, high] = [ceil(fromMs, grain * 1_000), floor(toMs, grain * 1_000)];
  if (low >= high) return split({ fromMs, toMs }, level - 1);
  return [...split({ fromMs, toMs: low }, level - 1), { grain, fromMs: low, toMs: high }, ...split({ fromMs: high, toMs }, level - 1)];
}
