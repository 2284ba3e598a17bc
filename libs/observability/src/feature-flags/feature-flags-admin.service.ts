import { Injectable } from '@nestjs/common';
import { invalidInput, isJsonObject, isUuid, type FieldProblem } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { FeatureFlag } from './feature-flag.js';
import { FEATURE_FLAGS_CHANNEL, FeatureFlags } from './feature-flags.service.js';
import { FeatureFlagsStore } from './feature-flags.store.js';

type FlagChange = Partial<Pick<FeatureFlag, 'description' | 'enabled' | 'rolloutPercent' | 'workspaceIds'>>;

/** Largest number of targeted workspaces of one flag; beyond it a share is the better tool. */
const MAX_TARGETS = 1_000;
const KEY = /^[a-z][a-z0-9_]{0,63}$/;

const CHECKS: Readonly<Record<keyof FlagChange, (value: unknown) => string | undefined>> = {
  description: (value) =>
    typeof value === 'string' && value.length <= 500 && !value.includes('\0') ? undefined : 'must be a text of at most 500 characters',
  enabled: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  rolloutPercent: (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100 ? undefined : 'must be a whole number from 0 to 100',
  workspaceIds: (value) =>
    Array.isArray(value) && value.length <= MAX_TARGETS && value.every(isUuid)
      ? undefined
      : `must be a list of at most ${MAX_TARGETS} workspace ids`,
};

const isMember = (name: string): name is keyof FlagChange => Object.hasOwn(CHECKS, name);

/** Platform admins' view of the flags. That the caller is one is the edge's check. */
@Injectable()
export class FeatureFlagsAdminService {
  constructor(
    private readonly db: Database,
    private readonly store: FeatureFlagsStore,
    private readonly flags: FeatureFlags,
  ) {}

  async list(): Promise<FeatureFlag[]> {
    return this.db.withoutWorkspace((tx) => this.store.all(tx));
  }

  /** Creates or changes a flag; absent members stay (new: off, share 100, no targets). Throws `input_invalid` naming the members. */
  async put(key: string, change: unknown): Promise<FeatureFlag> {
    const checked = checkChange(key, change);
    const saved = await this.db.withoutWorkspace(async (tx) => {
      const flag = await this.store.put(tx, { key, ...checked });
      await this.db.notify(tx, FEATURE_FLAGS_CHANNEL, key);
      return flag;
    });
    // Our own NOTIFY comes back too; reading now lets this process answer right after the call.
    await this.flags.refresh();
    return saved;
  }
}

function checkChange(key: string, change: unknown): FlagChange {
  if (!KEY.test(key))
    throw invalidInput([{ path: 'key', message: 'must be lower-case letters, digits and underscores, starting with a letter' }]);
  if (!isJsonObject(change)) throw invalidInput([{ path: '', message: 'must be an object' }]);
  const problems: FieldProblem[] = [];
  for (const [name, value] of Object.entries(change)) {
    const message = isMember(name) ? CHECKS[name](value) : 'is not a known field';
    if (message) problems.push({ path: name, message });
  }
  if (problems.length > 0) throw invalidInput(problems);
  const checked = change as FlagChange;
  // Stored lower-case by Postgres; compared as text in memory.
  return checked.workspaceIds ? { ...checked, workspaceIds: checked.workspaceIds.map((id) => id.toLowerCase()) } : checked;
}
