import { createHash } from 'node:crypto';
import type { WorkspaceId } from '@patchbay/kernel';

/** One switch of the platform. */
export interface FeatureFlag {
  readonly key: string;
  readonly description: string;
  /** The main switch: off means off for everybody. */
  readonly enabled: boolean;
  /** Share of the workspaces that have it, 0–100. */
  readonly rolloutPercent: number;
  /** Workspaces that have it whatever the share is. */
  readonly workspaceIds: readonly string[];
  readonly updatedAt: string;
}

/** Why a flag came out as it did, in OpenFeature's words. */
export interface FlagDecision {
  readonly on: boolean;
  readonly reason: 'DISABLED' | 'TARGETING_MATCH' | 'SPLIT' | 'STATIC';
}

/**
 * A workspace's fixed place in a flag's roll-out, 0 (inclusive) to 100 (exclusive). Depends on flag and workspace only, so a growing
 * share keeps everybody who was in; two flags pick different workspaces.
 */
export function rolloutPlace(flagKey: string, workspaceId: string): number {
  return (createHash('sha256').update(`${flagKey}\n${workspaceId.toLowerCase()}`).digest().readUInt32BE(0) / 2 ** 32) * 100;
}

/** Whether a flag is on for a workspace, and why. */
export function decideFlag(flag: FeatureFlag, workspaceId: WorkspaceId | undefined): FlagDecision {
  if (!flag.enabled) return { on: false, reason: 'DISABLED' };
  if (workspaceId !== undefined && flag.workspaceIds.includes(workspaceId)) return { on: true, reason: 'TARGETING_MATCH' };
  if (flag.rolloutPercent >= 100) return { on: true, reason: 'STATIC' };
  if (flag.rolloutPercent <= 0 || workspaceId === undefined) return { on: false, reason: 'STATIC' };
  return { on: rolloutPlace(flag.key, workspaceId) < flag.rolloutPercent, reason: 'SPLIT' };
}
