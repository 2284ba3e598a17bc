import { expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { decideFlag, rolloutPlace, type FeatureFlag } from './feature-flag.js';

const workspace = newId<WorkspaceId>();
const flag = (change: Partial<FeatureFlag>): FeatureFlag => ({
  key: 'beta',
  description: '',
  enabled: true,
  rolloutPercent: 100,
  workspaceIds: [],
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...change,
});

test('a flag that is switched off is off even for targeted workspaces', () => {
  expect(decideFlag(flag({ enabled: false, workspaceIds: [workspace] }), workspace)).toEqual({ on: false, reason: 'DISABLED' });
});

test('a targeted workspace has the flag at a share of zero', () => {
  expect(decideFlag(flag({ rolloutPercent: 0, workspaceIds: [workspace] }), workspace)).toEqual({ on: true, reason: 'TARGETING_MATCH' });
  expect(decideFlag(flag({ rolloutPercent: 0, workspaceIds: [workspace] }), newId<WorkspaceId>()).on).toBe(false);
});

test('a share of 30 % reaches about 30 % of the workspaces', () => {
  const on = Array.from({ length: 4_000 }, () => newId<WorkspaceId>()).filter(
    (id) => decideFlag(flag({ rolloutPercent: 30 }), id).on,
  ).length;
  expect(on / 4_000).toBeGreaterThan(0.26);
  expect(on / 4_000).toBeLessThan(0.34);
});

test('a workspace keeps its place, so a growing share never takes a flag away', () => {
  const place = rolloutPlace('beta', workspace);
  expect(rolloutPlace('beta', workspace.toUpperCase())).toBe(place);
  for (let percent = 1; percent < 100; percent++) {
    expect(decideFlag(flag({ rolloutPercent: percent }), workspace).on).toBe(place < percent);
  }
  expect(rolloutPlace('other', workspace)).not.toBe(place);
});
