import { Injectable } from '@nestjs/common';
import { ADVANCED_MAX_STEPS, BASIC_MAX_STEPS, type DefinitionLimits } from '@patchbay/http-connectors';
import type { WorkspaceId } from '@patchbay/kernel';
import { FeatureFlags } from '@patchbay/observability';

/** Flag that allows longer connectors. */
const ADVANCED_STEPS = 'advanced_steps';

/** For definitions that were accepted once: a limit that came down later must not make them unreadable. Running them is the router's decision. */
export const STORED_LIMITS: DefinitionLimits = { maxSteps: ADVANCED_MAX_STEPS };

/** What a workspace may save. */
@Injectable()
export class DefinitionLimitsService {
  constructor(private readonly flags: FeatureFlags) {}

  of(workspaceId: WorkspaceId): DefinitionLimits {
    return { maxSteps: this.flags.isOn(ADVANCED_STEPS, workspaceId) ? ADVANCED_MAX_STEPS : BASIC_MAX_STEPS };
  }
}
