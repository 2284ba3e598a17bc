import { Injectable } from '@nestjs/common';
import { isPlatformError, PlatformError, toPlatformError, type ResolvedCredential, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectionChanges } from './connection/connection-changes.js';
import { ConnectionEventsStore } from './connection/connection-events.store.js';
import { ConnectionStore } from './connection/connection.store.js';
import type { Connection } from './connection/connection.js';
import { ConnectionProber, type ProbeResult } from './ports/connection-prober.js';

export interface TestReport {
  /** `untested`: there is no cheap call that would prove anything; nothing is claimed. */
  readonly status: 'success' | 'failure' | 'untested';
  readonly message: string;
  readonly account?: string | undefined;
  readonly testedAt: Date;
}

/** Proves connections with one cheap call each, and remembers when that last worked. */
@Injectable()
export class ConnectionTester {
  constructor(
    private readonly database: Database,
    private readonly store: ConnectionStore,
    private readonly events: ConnectionEventsStore,
    private readonly changes: ConnectionChanges,
    private readonly prober: ConnectionProber,
  ) {}

  /** Out: what the probe came to; a failure is a report, not an error. */
  async test(connection: Connection, actor: string): Promise<TestReport> {
    const { workspaceId, id, connector, name } = connection;
    const result = await this.prober.probe({ workspaceId, connector, actor, what: { connectionId: id } }).catch(asFailure);
    const testedAt = new Date();
    const health =
      result.status === 'failure'
        ? ({ proven: false, code: result.code, message: result.message } as const)
        : ({ proven: true, account: result.status === 'success' ? result.account : undefined } as const);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (result.status !== 'untested') await this.store.recordHealth(tx, id, health);
      const data = { connector, name, status: result.status, ...(result.status === 'failure' ? { code: result.code } : {}) };
      await this.events.add(tx, { type: 'connection.tested', workspaceId, id, actor, data });
      await this.changes.announce(tx, { workspaceId, id, connector });
    });
    this.changes.tell({ workspaceId, id, connector });
    if (result.status === 'success')
      return { status: 'success', message: result.account ? `Works, as ${result.account}.` : 'Works.', account: result.account, testedAt };
    return { status: result.status, message: result.message, testedAt };
  }

  /** Before a typed credential is saved. Throws what the probe failed with, told as a refusal to save. Out: the account's name, when the probe tells one. */
  async prove(ask: {
    workspaceId: WorkspaceId;
    connector: string;
    actor: string;
    unsaved: ResolvedCredential;
  }): Promise<{ proven: boolean; account?: string | undefined }> {
    const { unsaved, ...who } = ask;
    const result = await this.prober.probe({ ...who, what: { unsaved } }).catch(asFailure);
    if (result.status === 'untested') return { proven: false };
    if (result.status === 'success') return { proven: true, account: result.account };
    throw new PlatformError(
      'provider_rejected',
      `Not saved, because the test failed: ${result.message} Send "test": false to save it without a test.`,
      {
        connector: ask.connector,
        providerCode: result.code,
      },
    );
  }

  /** Remembers a proof made before the connection was there. */
  async proven(connection: Connection, account: string | undefined): Promise<void> {
    await this.database.inWorkspace(connection.workspaceId, (tx) => this.store.recordHealth(tx, connection.id, { proven: true, account }));
  }
}

function asFailure(thrown: unknown): ProbeResult {
  const error = isPlatformError(thrown) ? thrown : toPlatformError(thrown);
  return { status: 'failure', code: error.code, message: error.message };
}
