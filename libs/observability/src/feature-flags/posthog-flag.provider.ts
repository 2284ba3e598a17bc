import {
  ErrorCode,
  StandardResolutionReasons,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import { LRUCache } from 'lru-cache';
import type { FlagSource } from './flag-source.js';

/** The part of PostHog's client that is needed. */
export interface PosthogFlagClient {
  getAllFlags(distinctId: string, options: { groups: Record<string, string>; disableGeoip: boolean }): Promise<Record<string, unknown>>;
}

const KEPT_MS = 60_000;
/** After a failure PostHog is left alone for this long. */
const PAUSE_MS = 15_000;
const MAX_WORKSPACES = 10_000;

interface Kept {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly readAtMs: number;
}

/**
 * Flags of the operator's PostHog as an OpenFeature provider: `targetingKey` is the workspace id. A workspace's flags are kept for a minute and then read
 * anew in the background; what PostHog does not know, or cannot say, is FLAG_NOT_FOUND, and the next provider answers.
 */
export class PosthogFlagProvider implements Provider, FlagSource {
  readonly metadata = { name: 'posthog' } as const;
  readonly runsOn = 'server' as const;
  private readonly kept = new LRUCache<string, Kept>({ max: MAX_WORKSPACES });
  private readonly reading = new Map<string, Promise<Kept | undefined>>();
  private pausedUntilMs = 0;

  constructor(
    private readonly client: PosthogFlagClient,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** At once, from memory: the first question of a workspace is answered by whoever is asked next. */
  known(flagKey: string, workspaceId: string): boolean | undefined {
    const kept = this.kept.get(workspaceId);
    if (!kept || this.nowMs() - kept.readAtMs > KEPT_MS) void this.read(workspaceId);
    return onOf(kept?.flags[flagKey]);
  }

  async resolveBooleanEvaluation(flagKey: string, defaultValue: boolean, context: EvaluationContext): Promise<ResolutionDetails<boolean>> {
    const { targetingKey } = context;
    if (targetingKey === undefined) return notFound(defaultValue);
    const kept = this.kept.get(targetingKey) ?? (await this.read(targetingKey));
    const on = onOf(kept?.flags[flagKey]);
    if (on === undefined) return notFound(defaultValue);
    this.known(flagKey, targetingKey);
    return { value: on, variant: on ? 'on' : 'off', reason: StandardResolutionReasons.TARGETING_MATCH };
  }

  resolveStringEvaluation(_flagKey: string, defaultValue: string): Promise<ResolutionDetails<string>> {
    return Promise.resolve(notFound(defaultValue));
  }

  resolveNumberEvaluation(_flagKey: string, defaultValue: number): Promise<ResolutionDetails<number>> {
    return Promise.resolve(notFound(defaultValue));
  }

  resolveObjectEvaluation<T extends JsonValue>(_flagKey: string, defaultValue: T): Promise<ResolutionDetails<T>> {
    return Promise.resolve(notFound(defaultValue));
  }

  /** One question per workspace at a time. Undefined: PostHog could not be asked. */
  private read(workspaceId: string): Promise<Kept | undefined> {
    let reading = this.reading.get(workspaceId);
    if (!reading) {
      reading = this.ask(workspaceId).finally(() => this.reading.delete(workspaceId));
      this.reading.set(workspaceId, reading);
    }
    return reading;
  }

  private async ask(workspaceId: string): Promise<Kept | undefined> {
    if (this.nowMs() < this.pausedUntilMs) return undefined;
    try {
      const flags = await this.client.getAllFlags(workspaceId, { groups: { workspace: workspaceId }, disableGeoip: true });
      const last = this.kept.get(workspaceId);
      // The SDK answers a failure with no flags at all: what was said last is worth more than nothing.
      const kept = { flags: Object.keys(flags).length === 0 && last ? last.flags : flags, readAtMs: this.nowMs() };
      this.kept.set(workspaceId, kept);
      return kept;
    } catch {
      this.pausedUntilMs = this.nowMs() + PAUSE_MS;
      return undefined;
    }
  }
}

const onOf = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

function notFound<T>(value: T): ResolutionDetails<T> {
  return { value, reason: StandardResolutionReasons.ERROR, errorCode: ErrorCode.FLAG_NOT_FOUND };
}
