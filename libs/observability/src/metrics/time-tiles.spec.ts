import { expect, test } from '@jest/globals';
import { tilesOf } from './time-tiles.js';

const at = (text: string): number => Date.parse(`${text}Z`);
const shown = (tiles: ReturnType<typeof tilesOf>): string[] =>
  tiles.map(
    ({ grain, fromMs, toMs }) => `${grain} ${new Date(fromMs).toISOString().slice(5, 16)} ${new Date(toMs).toISOString().slice(5, 16)}`,
  );

test('a range is covered by days in the middle, hours and five minutes at its edges', () => {
  expect(shown(tilesOf({ fromMs: at('2026-06-13T22:52'), toMs: at('2026-06-15T01:08'), nowMs: at('2026-06-15T02:00') }))).toEqual([
    '300 06-13T22:50 06-13T23:00',
    '3600 06-13T23:00 06-14T00:00',
    '86400 06-14T00:00 06-15T00:00',
    '3600 06-15T00:00 06-15T01:00',
    '300 06-15T01:00 06-15T01:10',
  ]);
});

test('tiles touch and never overlap, whatever the range', () => {
  for (let seed = 1; seed < 400; seed++) {
    const fromMs = at('2026-06-10T00:00') + seed * 7_919_000;
    const toMs = fromMs + seed * 1_234_567;
    const tiles = tilesOf({ fromMs, toMs, nowMs: at('2026-06-20T00:00') });
    expect(tiles[0]?.fromMs).toBeLessThanOrEqual(fromMs);
    expect(tiles.at(-1)?.toMs).toBeGreaterThanOrEqual(toMs);
    for (const [index, tile] of tiles.entries()) {
      expect([tile.fromMs % (tile.grain * 1_000), tile.toMs % (tile.grain * 1_000)]).toEqual([0, 0]);
      if (index > 0) expect(tile.fromMs).toBe(tiles[index - 1]?.toMs);
    }
  }
});

test('edges older than the fine buckets are kept are widened to what there still is', () => {
  const nowMs = at('2026-06-30T00:00');
  expect(shown(tilesOf({ fromMs: at('2026-06-10T10:52'), toMs: at('2026-06-10T11:08'), nowMs }))).toEqual(['3600 06-10T10:00 06-10T12:00']);
  expect(shown(tilesOf({ fromMs: at('2026-01-10T10:52'), toMs: at('2026-01-11T11:08'), nowMs }))).toEqual([
    '86400 01-10T00:00 01-12T00:00',
  ]);
});

test('a series has buckets of one size', () => {
  expect(
    shown(tilesOf({ fromMs: at('2026-06-13T22:52'), toMs: at('2026-06-14T01:08'), nowMs: at('2026-06-15T00:00'), grain: 3_600 })),
  ).toEqual(['3600 06-13T22:00 06-14T02:00']);
});
