import { GroupCommit } from '@patchbay/executions';
import type { Database } from '@patchbay/platform';
import { claimLost } from '../steps/action.step.js';
import type { ClaimedNode } from './node-run.js';
import type { NodeRunStore } from './node-run.store.js';

/**
 * The last word before a write leaves: the claim still holds and the run goes on. From then on a crash makes the execution's fate decide. Many claims
 * share one statement.
 */
export class SendingGate {
  private readonly marks: GroupCommit<ClaimedNode>;

  constructor(db: Database, nodes: Pick<NodeRunStore, 'markSending'>) {
    this.marks = new GroupCommit<ClaimedNode>({
      name: 'workflow claims',
      write: async (claims) => {
        // Fewer than asked for: thrown so that the group is written one by one and the lost one fails alone.
        if ((await db.asSystem((tx) => nodes.markSending(tx, claims))) < claims.length) throw claimLost();
      },
      bytesOf: () => 500,
    });
  }

  /** Throws `illegal_state` when nothing may be sent for the claim any more. */
  pass(claim: ClaimedNode): Promise<void> {
    return this.marks.add(claim);
  }

  drain(): Promise<void> {
    return this.marks.drain({ close: true });
  }
}
