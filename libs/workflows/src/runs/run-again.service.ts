import { Injectable } from '@nestjs/common';
import { toPlatformError, type JsonValue, type Principal } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { RunControl } from './run-control.js';
import { RunReader, unknownRun, type RunFilter } from './run-reader.js';
import { RunStarter, type StartedRun } from './run-starter.js';

export interface Rerun {
  /** Absent: the workflow's newest version. */
  readonly version?: number | undefined;
  /** Absent: the input it had. */
  readonly input?: unknown;
  readonly traceId: string;
  readonly startKey?: string | undefined;
}

export const BULK_ACTIONS = ['cancel', 'retry', 'rerun'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export interface BulkAsk {
  readonly action: BulkAction;
  readonly filter: RunFilter;
  readonly limit: number;
  readonly traceId: string;
}

/** What became of each; `more`: further ones fit the filter. */
export interface BulkDone {
  readonly done: readonly { readonly runId: string; readonly newRunId?: string }[];
  readonly refused: readonly { readonly runId: string; readonly code: string; readonly message: string }[];
  readonly more: boolean;
}

const AT_ONCE = 10;

/** New runs in the place of old ones, and acts on many runs. */
@Injectable()
export class RunAgainService {
  constructor(
    private readonly db: Database,
    private readonly reader: RunReader,
    private readonly starter: RunStarter,
    private readonly control: RunControl,
  ) {}

  /** A new run that names the old one, with its contact. Throws `not_found`, and `input_invalid` when the input does not fit that version. */
  async rerun(principal: Principal, id: string, { version, input, traceId, startKey }: Rerun): Promise<StartedRun> {
    // The stored input, not the shown one.
    const old = await this.db.inWorkspace(principal.workspaceId, async (tx) => {
      const { rows } = await tx.query<{ workflow_id: string; input: JsonValue; contact_id: string | null }>(
        'select workflow_id, input, contact_id from workflow_runs where id = $1',
        [id],
      );
      return rows[0] ?? unknownRun();
    });
    return this.starter.start({
      principal,
      workflowId: old.workflow_id,
      version,
      rerunOf: id,
      input: input === undefined ? old.input : input,
      contactId: old.contact_id ?? undefined,
      traceId,
      startKey,
      trigger: { type: 'rerun', id: null },
    });
  }

  /** The newest first that fit. What one refuses does not hold up the others. */
  async many(principal: Principal, { action, filter, limit, traceId }: BulkAsk): Promise<BulkDone> {
    const page = await this.reader.list(principal.workspaceId, filter, { limit });
    const done: { runId: string; newRunId?: string }[] = [];
    const refused: { runId: string; code: string; message: string }[] = [];
    for (let start = 0; start < page.data.length; start += AT_ONCE) {
      await Promise.all(
        page.data.slice(start, start + AT_ONCE).map(async ({ id }) => {
          try {
            done.push(await this.one(principal, id, { action, traceId }));
          } catch (thrown) {
            const { code, message } = toPlatformError(thrown);
            refused.push({ runId: id, code, message });
          }
        }),
      );
    }
    return { done, refused, more: page.nextCursor !== null };
  }

  private async one(
    principal: Principal,
    id: string,
    at: { action: BulkAction; traceId: string },
  ): Promise<{ runId: string; newRunId?: string }> {
    if (at.action === 'rerun') return { runId: id, newRunId: (await this.rerun(principal, id, { traceId: at.traceId })).runId };
    if (at.action === 'cancel') await this.control.cancel(principal.workspaceId, id);
    else await this.control.retry(principal, id);
    return { runId: id };
  }
}
