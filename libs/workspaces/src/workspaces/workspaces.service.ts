import { Injectable } from '@nestjs/common';
import {
  decodeIdCursor,
  newId,
  PlatformError,
  toPage,
  type Page,
  type PageRequest,
  type Principal,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { AccessChanges, type AccessAct } from '../access/access-changes.js';
import { actorOf, actorOfPrincipal, type Identity } from '../access/identity.js';
import { ApiKeyStore } from '../api-keys/api-key.store.js';
import { DEFAULT_WORKSPACE_ID } from '../bootstrap/default-workspace.js';
import { MemberStore } from '../members/member.store.js';
import { WorkspaceStore, type RetentionKind, type Workspace } from './workspace.store.js';

export interface WorkspaceChange {
  readonly name?: string;
  /** Days, 1–365. What is older is no longer shown, and dropped once no workspace keeps it. */
  readonly retentionDays?: Readonly<Partial<Record<RetentionKind, number>>>;
}

/** Creating, naming and ending workspaces. */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceStore,
    private readonly members: MemberStore,
    private readonly keys: ApiKeyStore,
    private readonly changes: AccessChanges,
  ) {}

  /** People may create workspaces and become their owner; of the API keys only a platform admin's may. */
  async create(identity: Identity, request: { name: string }): Promise<Workspace> {
    if (identity.kind === 'api_key' && !identity.principal.platformAdmin) {
      throw new PlatformError('forbidden', 'An API key belongs to one workspace; only people and platform admins create further ones.');
    }
    const id = newId<WorkspaceId>();
    return this.database.inWorkspace(id, async (tx) => {
      const workspace = await this.workspaces.insert(tx, { id, name: request.name });
      if (identity.kind === 'user') {
        await this.members.insert(tx, { workspaceId: id, subject: identity.subject, email: identity.email ?? null, role: 'owner' });
      }
      await this.changes.record(tx, { workspaceId: id, type: 'workspace.created', subjectId: id, actor: actorOf(identity) });
      return workspace;
    });
  }

  /** What the caller can enter, newest first: a person's memberships, a key's own workspace, for a platform admin all. */
  async list(identity: Identity, page: PageRequest): Promise<Page<Workspace>> {
    const before = page.cursor === undefined ? undefined : decodeIdCursor(page.cursor);
    const more = { before, limit: page.limit + 1 };
    if (identity.kind === 'user') {
      const all = await this.database.withoutWorkspace((tx) => this.workspaces.membershipsOf(tx, identity.subject));
      const rows = all.filter((item) => before === undefined || item.id < before).slice(0, more.limit);
      return toPage(rows, page.limit, (item) => [item.id]);
    }
    // The operator's own question, not a tenant's: the list of names is the one thing a platform admin sees across workspaces.
    if (identity.principal.platformAdmin) {
      const rows = await this.database.asSystem((tx) => this.workspaces.listAll(tx, more));
      return toPage(rows, page.limit, (item) => [item.id]);
    }
    const own = await this.read(identity.principal);
    return { data: before === undefined || own.id < before ? [own] : [], nextCursor: null };
  }

  async read(principal: Principal): Promise<Workspace> {
    const found = await this.database.inWorkspace(principal.workspaceId, (tx) => this.workspaces.find(tx, principal.workspaceId));
    return found ?? gone();
  }

  /** Renames it, or sets how many days it keeps what; only the members sent. */
  async change(principal: Principal, change: WorkspaceChange): Promise<Workspace> {
    const { workspaceId } = principal;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.workspaces.lock(tx, workspaceId))) return gone();
      const before = (await this.workspaces.find(tx, workspaceId)) ?? gone();
      const { name, retentionDays } = change;
      const updated = await this.workspaces.update(tx, workspaceId, {
        ...(name === undefined ? {} : { name }),
        ...(retentionDays === undefined
          ? {}
          : { settings: { ...before.settings, retentionDays: { ...before.retentionDays, ...retentionDays } } }),
      });
      if (name !== undefined) await this.changes.record(tx, act(principal, 'workspace.renamed'));
      if (retentionDays !== undefined)
        await this.changes.record(tx, { ...act(principal, 'workspace.retentionChanged'), data: { ...retentionDays } });
      return updated ?? gone();
    });
  }

  /** Closes the door: nobody can enter it and its keys die at once. The rows stay, so an operator can bring it back from the database. */
  async remove(principal: Principal): Promise<void> {
    if (principal.workspaceId === DEFAULT_WORKSPACE_ID) {
      throw new PlatformError(
        'illegal_state',
        'The default workspace holds the platform admin key and cannot be deleted. Rename it instead.',
      );
    }
    await this.database.inWorkspace(principal.workspaceId, async (tx) => {
      if (!(await this.workspaces.markDeleted(tx, principal.workspaceId))) gone();
      await this.keys.revokeAll(tx);
      await this.changes.record(tx, act(principal, 'workspace.deleted'));
    });
  }
}

function act(principal: Principal, type: 'workspace.renamed' | 'workspace.retentionChanged' | 'workspace.deleted'): AccessAct {
  return { workspaceId: principal.workspaceId, type, subjectId: principal.workspaceId, actor: actorOfPrincipal(principal) };
}

function gone(): never {
  throw new PlatformError('not_found', 'There is no such workspace.');
}
