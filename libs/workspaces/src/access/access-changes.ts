import { Injectable } from '@nestjs/common';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';

const CHANNEL = 'patchbay_access';

/** Acts on who may enter a workspace; `true`: what callers may do can be different after it, so that memories of it have to go. */
const ACTS = {
  'workspace.created': true,
  'workspace.renamed': false,
  'workspace.retentionChanged': false,
  'workspace.deleted': true,
  'member.added': true,
  'member.changed': true,
  'member.removed': true,
  'api_key.created': false,
  'api_key.revoked': true,
} as const;

export interface AccessAct {
  readonly workspaceId: WorkspaceId;
  readonly type: keyof typeof ACTS;
  /** Id of the workspace or key, or the member's subject. */
  readonly subjectId: string;
  readonly actor: string;
  /** Names of roles and the like, never a key. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Writes acts down and tells every replica of them, in the transaction of the act: an event exists exactly when its act does. */
@Injectable()
export class AccessChanges {
  constructor(private readonly database: Database) {}

  async record(tx: Tx, act: AccessAct): Promise<void> {
    const { workspaceId, type, subjectId, actor, data = {} } = act;
    await tx.query(
      'insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data) values ($1, $2, $3, $4, $5, $6, $7)',
      [workspaceId, newId(), type, type.slice(0, type.indexOf('.')), subjectId, actor, JSON.stringify(data)],
    );
    if (ACTS[type]) await this.database.notify(tx, CHANNEL, workspaceId);
  }

  /** Calls `onChange` after each change of any replica, and when changes may have been missed. Out: stops following. */
  follow(onChange: () => void): Promise<() => Promise<void>> {
    return this.database.listen(CHANNEL, onChange, onChange);
  }
}
