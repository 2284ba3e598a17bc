import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  PlatformError,
  roleAtLeast,
  toPage,
  type Page,
  type PageRequest,
  type Principal,
  type Role,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { AccessChanges, type AccessAct } from '../access/access-changes.js';
import { actorOfPrincipal } from '../access/identity.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { MemberStore, type Member } from './member.store.js';

type MemberChange = Pick<AccessAct, 'type' | 'data'> & { readonly subject: string };

/** Who may enter a workspace, and as what. Nobody grants, changes or ends a role above their own, and an owner always remains. */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly workspaces: WorkspaceStore,
    private readonly changes: AccessChanges,
  ) {}

  async list(workspaceId: WorkspaceId, page: PageRequest): Promise<Page<Member>> {
    const after = page.cursor === undefined ? undefined : decodeCursor(page.cursor, 1)[0];
    const rows = await this.database.inWorkspace(workspaceId, (tx) => this.members.list(tx, { after, limit: page.limit + 1 }));
    return toPage(rows, page.limit, (member) => [member.subject]);
  }

  /** `conflict` when the subject is a member already. */
  async add(principal: Principal, request: { subject: string; email?: string; role: Role }): Promise<Member> {
    mayHandle(principal, request.role);
    const { subject, role } = request;
    return this.changing(principal, { type: 'member.added', subject, data: { role } }, async (tx) => {
      const member = await this.members.insert(tx, {
        workspaceId: principal.workspaceId,
        subject,
        email: request.email ?? null,
        role,
      });
      if (!member) throw new PlatformError('conflict', 'This person is a member already; change their role instead.');
      return member;
    });
  }

  async setRole(principal: Principal, subject: string, role: Role): Promise<Member> {
    mayHandle(principal, role);
    return this.changing(principal, { type: 'member.changed', subject, data: { role } }, async (tx) => {
      const before = await this.mustFind(tx, subject);
      mayHandle(principal, before.role);
      const member = await this.members.setRole(tx, subject, role);
      await this.mustKeepAnOwner(tx, before);
      return member as Member;
    });
  }

  async remove(principal: Principal, subject: string): Promise<void> {
    await this.changing(principal, { type: 'member.removed', subject }, async (tx) => {
      const before = await this.mustFind(tx, subject);
      mayHandle(principal, before.role);
      await this.members.remove(tx, subject);
      await this.mustKeepAnOwner(tx, before);
    });
  }

  /** One change at a time per workspace, told to every replica when it commits. */
  private changing<T>(principal: Principal, change: MemberChange, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { workspaceId } = principal;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.workspaces.lock(tx, workspaceId))) throw new PlatformError('not_found', 'There is no such workspace.');
      const result = await work(tx);
      const { subject: subjectId, ...act } = change;
      await this.changes.record(tx, { ...act, workspaceId, subjectId, actor: actorOfPrincipal(principal) });
      return result;
    });
  }

  private async mustFind(tx: Tx, subject: string): Promise<Member> {
    const member = await this.members.find(tx, subject);
    if (!member) throw new PlatformError('not_found', 'There is no such member.');
    return member;
  }

  /** A workspace that a platform admin made may have no owner yet; who was none takes none away. */
  private async mustKeepAnOwner(tx: Tx, changed: Member): Promise<void> {
    if (changed.role === 'owner' && (await this.members.countOwners(tx)) === 0)
      throw new PlatformError('conflict', 'A workspace needs an owner; make someone else an owner first.');
  }
}

function mayHandle(principal: Principal, role: Role): void {
  if (!roleAtLeast(principal.role, role))
    throw new PlatformError('forbidden', `Only someone of role ${role} or above can do this; yours is ${principal.role}.`);
}
