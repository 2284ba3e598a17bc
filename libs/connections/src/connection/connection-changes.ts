import { Injectable } from '@nestjs/common';
import type { WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';

const CHANNEL = 'connections';

export interface ConnectionChange {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  readonly id: string;
}

type Listener = (change: ConnectionChange | 'everything') => void;

/** Tells every replica, this one too, that a connection is no longer what it was. */
@Injectable()
export class ConnectionChanges {
  private readonly listeners = new Set<Listener>();
  private unlisten: (() => Promise<void>) | undefined;

  constructor(private readonly database: Database) {}

  async start(): Promise<void> {
    this.unlisten ??= await this.database.listen(
      CHANNEL,
      (payload) => this.tell(parse(payload)),
      () => this.tell('everything'),
    );
  }

  async stop(): Promise<void> {
    await this.unlisten?.();
    this.unlisten = undefined;
  }

  /** Out: ends the listening. */
  on(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Goes out when the transaction commits. */
  announce(tx: Tx, change: ConnectionChange): Promise<void> {
    return this.database.notify(tx, CHANNEL, `${change.workspaceId}/${change.id}/${change.connector}`);
  }

  /** For the process that made the change: at once, after its commit. */
  tell(change: ConnectionChange | 'everything'): void {
    for (const listener of this.listeners) listener(change);
  }
}

function parse(payload: string): ConnectionChange | 'everything' {
  const [workspaceId, id, ...connector] = payload.split('/');
  return workspaceId && id ? { workspaceId: workspaceId as WorkspaceId, id, connector: connector.join('/') } : 'everything';
}
