import type { WorkspaceId } from '@patchbay/kernel';
import type { Database, Tx } from '@patchbay/platform';

const CHANNEL = 'patchbay_access';

/** Keys or members of a workspace changed; `subject` when it was one member. */
export interface AccessChange {
  readonly workspaceId: WorkspaceId;
  readonly subject?: string;
}

/** Tells every replica, on commit of the transaction. */
export async function announceAccessChange(database: Database, tx: Tx, change: AccessChange): Promise<void> {
  await database.notify(tx, CHANNEL, JSON.stringify(change));
}

/** Calls `onChange` for each change made anywhere, and `onGap` when changes may have been missed. Out: stops following. */
export function followAccessChanges(
  database: Database,
  onChange: (change: AccessChange) => void,
  onGap: () => void,
): Promise<() => Promise<void>> {
  return database.listen(CHANNEL, (payload) => onChange(JSON.parse(payload) as AccessChange), onGap);
}
