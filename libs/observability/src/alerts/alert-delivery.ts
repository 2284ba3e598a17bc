import { createHmac } from 'node:crypto';
import { PlatformError, toPlatformError, type OutboundHttp, type WorkspaceId } from '@patchbay/kernel';
import type { Database, Logger } from '@patchbay/platform';
import type { AlertPorts } from './alert-ports.js';
import type { AlertChannel, AlertNotice } from './alert-rule.js';
import { fillTexts } from './alert-text.js';

/** The last try is about a day after the first. */
const MAX_ATTEMPTS = 12;
const AT_ONCE = 20;
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const KEPT_DAYS = 30;

interface DueRow {
  readonly workspace_id: WorkspaceId;
  readonly id: string;
  readonly attempts: number;
  readonly body: AlertNotice;
  readonly channel: AlertChannel | null;
}

export interface DeliveryParts {
  readonly db: Database;
  readonly http: OutboundHttp;
  readonly ports: AlertPorts;
  readonly logger: Logger;
}

/** Tells what has to be told. At least once: a process that dies after sending sends again, with the same notice id. */
export class AlertDelivery {
  constructor(private readonly parts: DeliveryParts) {}

  /** Sends what is due. Any number of processes may do it at once: each takes its own. Out: how many were delivered. */
  async deliver(nowMs: number): Promise<number> {
    const due = await this.take(nowMs);
    const outcomes = await Promise.all(due.map((row) => this.deliverOne(row)));
    return outcomes.filter(Boolean).length;
  }

  /** Puts off the next try before this one, so that nobody else takes it and a crash does not lose it: 10 s, 20 s, 40 s … at most 4 h. */
  private take(nowMs: number): Promise<DueRow[]> {
    return this.parts.db.asSystem(async (tx) => {
      await tx.query(`delete from alert_notices where id < uuid_at($1::timestamptz - interval '${KEPT_DAYS} days')`, [
        new Date(nowMs).toISOString(),
      ]);
      const { rows } = await tx.query<DueRow>(
        `update alert_notices n set attempts = n.attempts + 1,
           due_at = $1::timestamptz + make_interval(secs => least(10 * power(2, n.attempts), 14400))
         from (select workspace_id, id from alert_notices
               where due_at <= $1 and delivered_at is null and failed_at is null order by due_at limit ${AT_ONCE} for update skip locked) due
         join alert_notices found using (workspace_id, id) join alert_rules r on r.workspace_id = found.workspace_id and r.id = found.rule_id
         where n.workspace_id = due.workspace_id and n.id = due.id
         returning n.workspace_id, n.id, n.attempts, n.body, r.channels -> n.channel as channel`,
        [new Date(nowMs).toISOString()],
      );
      return rows;
    });
  }

  private async deliverOne(row: DueRow): Promise<boolean> {
    const { db, logger } = this.parts;
    let failure: string | undefined;
    try {
      // The channel was removed meanwhile: nobody wants it any more.
      if (row.channel?.type === 'webhook') await this.post(row, row.channel);
      else if (row.channel) await this.run(row, row.channel);
    } catch (error) {
      failure = toPlatformError(error).message.slice(0, 500);
      logger.info({ notice: row.id, attempt: row.attempts, code: toPlatformError(error).code }, 'an alert could not be delivered');
    }
    await db.asSystem((tx) =>
      tx.query(
        `update alert_notices set last_error = $3, delivered_at = case when $3::text is null then now() end,
           failed_at = case when $3::text is not null and attempts >= ${MAX_ATTEMPTS} then now() end where workspace_id = $1 and id = $2`,
        [row.workspace_id, row.id, failure ?? null],
      ),
    );
    return failure === undefined;
  }

  private async post({ workspace_id: workspaceId, id, body }: DueRow, channel: Extract<AlertChannel, { type: 'webhook' }>): Promise<void> {
    const text = JSON.stringify(body);
    const headers: Record<string, string> = { 'content-type': 'application/json', 'x-patchbay-notice-id': id };
    if (channel.signWith !== undefined) {
      const seconds = Math.floor(Date.now() / 1_000);
      const key = await this.secret(workspaceId, channel.signWith);
      headers['x-patchbay-signature'] = `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${text}`).digest('hex')}`;
    }
    const { status } = await this.parts.http.send({
      method: 'POST',
      url: await this.withSecrets(workspaceId, channel.url),
      headers,
      body: text,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
      maxRedirects: 0,
    });
    if (status >= 300) throw new PlatformError('provider_rejected', `The webhook answered ${status}.`, { providerStatus: status });
  }

  private async run({ workspace_id: workspaceId, id, body }: DueRow, channel: Extract<AlertChannel, { type: 'action' }>): Promise<void> {
    const { connector, action, connectionId, input } = channel;
    await this.parts.ports.run({
      workspaceId,
      connector,
      action,
      connectionId,
      input: fillTexts(input, body),
      idempotencyKey: `alert-${id}`,
    });
  }

  private async withSecrets(workspaceId: WorkspaceId, text: string): Promise<string> {
    const names = [...text.matchAll(SECRET)].map(([, name = '']) => name);
    const values = new Map(await Promise.all(names.map(async (name) => [name, await this.secret(workspaceId, name)] as const)));
    return text.replace(SECRET, (_all, name: string) => values.get(name) ?? '');
  }

  private async secret(workspaceId: WorkspaceId, name: string): Promise<string> {
    const value = await this.parts.ports.secret(workspaceId, name);
    if (value !== undefined) return value;
    throw new PlatformError(
      'template_invalid',
      `There is no workspace credential named "${name}". Add it under credentials, or correct the alert's channel.`,
    );
  }
}

const SECRET = /\{\{\s*workspace\.(\w+)\s*\}\}/g;
