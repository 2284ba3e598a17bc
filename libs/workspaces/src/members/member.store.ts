import { Injectable } from '@nestjs/common';
import type { Role, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

export interface Member {
  readonly subject: string;
  readonly email: string | null;
  readonly role: Role;
  readonly createdAt: Date;
}

const COLUMNS = 'subject, email, role, created_at as "createdAt"';

/** Members of the transaction's workspace. */
@Injectable()
export class MemberStore {
  /** Undefined when the subject is a member already. */
  async insert(
    tx: Tx,
    member: { workspaceId: WorkspaceId; subject: string; email: string | null; role: Role },
  ): Promise<Member | undefined> {
    const { rows } = await tx.query<Member>(
      `insert into workspace_members (workspace_id, subject, email, role) values ($1, $2, $3, $4)
       on conflict (workspace_id, subject) do nothing returning ${COLUMNS}`,
      [member.workspaceId, member.subject, member.email, member.role],
    );
    return rows[0];
  }

  /** By subject, ascending, after the given one. */
  async list(tx: Tx, page: { limit: number; after: string | undefined }): Promise<Member[]> {
    const { rows } = await tx.query<Member>(
      `select ${COLUMNS} from workspace_members where ($1::text is null or subject collate "C" > $1) order by subject collate "C" limit $2`,
      [page.after ?? null, page.limit],
    );
    return rows;
  }

  async find(tx: Tx, subject: string): Promise<Member | undefined> {
    const { rows } = await tx.query<Member>(`select ${COLUMNS} from workspace_members where subject = $1`, [subject]);
    return rows[0];
  }

  async setRole(tx: Tx, subject: string, role: Role): Promise<Member | undefined> {
    const { rows } = await tx.query<Member>(`update workspace_members set role = $2 where subject = $1 returning ${COLUMNS}`, [
      subject,
      role,
    ]);
    return rows[0];
  }

  async remove(tx: Tx, subject: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete from workspace_members where subject = $1', [subject]);
    return rowCount > 0;
  }

  /** Owners left: people, and usable API keys of role owner. */
  async countOwners(tx: Tx): Promise<number> {
    const { rows } = await tx.query<{ owners: number }>(
      `select ((select count(*) from workspace_members where role = 'owner')
             + (select count(*) from api_keys where role = 'owner' and revoked_at is null))::int as owners`,
    );
    return rows[0]?.owners ?? 0;
  }
}
