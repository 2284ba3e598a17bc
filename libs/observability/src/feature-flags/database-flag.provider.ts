import { Injectable } from '@nestjs/common';
import {
  ErrorCode,
  StandardResolutionReasons,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import { isUuid, type WorkspaceId } from '@patchbay/kernel';
import { FeatureFlags } from './feature-flags.service.js';

/**
 * The flags as an OpenFeature provider: `targetingKey` of the context is the workspace id. Flags are boolean; another kind asked for
 * answers the default with TYPE_MISMATCH.
 */
@Injectable()
export class DatabaseFlagProvider implements Provider {
  readonly metadata = { name: 'patchbay-database' } as const;
  readonly runsOn = 'server' as const;

  constructor(private readonly flags: FeatureFlags) {}

  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean, context: EvaluationContext): Promise<ResolutionDetails<boolean>> {
    const workspaceId = isUuid(context.targetingKey) ? (context.targetingKey.toLowerCase() as WorkspaceId) : undefined;
    const decision = this.flags.decide(flagKey, workspaceId);
    if (!decision) {
      return Promise.resolve({ value: defaultValue, reason: StandardResolutionReasons.ERROR, errorCode: ErrorCode.FLAG_NOT_FOUND });
    }
    return Promise.resolve({ value: decision.on, variant: decision.on ? 'on' : 'off', reason: decision.reason });
  }

  resolveStringEvaluation(_flagKey: string, defaultValue: string): Promise<ResolutionDetails<string>> {
    return mismatch(defaultValue);
  }

  resolveNumberEvaluation(_flagKey: string, defaultValue: number): Promise<ResolutionDetails<number>> {
    return mismatch(defaultValue);
  }

  resolveObjectEvaluation<T extends JsonValue>(_flagKey: string, defaultValue: T): Promise<ResolutionDetails<T>> {
    return mismatch(defaultValue);
  }
}

function mismatch<T>(value: T): Promise<ResolutionDetails<T>> {
  return Promise.resolve({ value, reason: StandardResolutionReasons.ERROR, errorCode: ErrorCode.TYPE_MISMATCH });
}
