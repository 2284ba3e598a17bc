import { Injectable } from '@nestjs/common';
import {
  decodeIdCursor,
  hasScope,
  newId,
  PlatformError,
  roleAtLeast,
  SCOPES,
  toPage,
  type Page,
  type PageRequest,
  type Principal,
  type Role,
  type Scope,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { AccessChanges } from '../access/access-changes.js';
import { actorOfPrincipal } from '../access/identity.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { newApiKey } from './api-key-secret.js';
import { ApiKeyStore, type ApiKey } from './api-key.store.js';

export interface NewKeyRequest {
  readonly name: string;
  readonly role: Role;
  readonly scopes?: readonly Scope[];
}

export interface CreatedApiKey extends ApiKey {
  /** The key itself; this is the only time it can be seen. */
  readonly key: string;
}

/** API keys of a workspace. Callers hand in a principal already in that workspace. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeyStore,
    private readonly workspaces: WorkspaceStore,
    private readonly changes: AccessChanges,
  ) {}

  /**
   * Makes a key. It may do at most what its creator may: `forbidden` for a stronger role or a wider scope. Without `scopes` it is narrowed
   * exactly as its creator is.
   */
  async create(creator: Principal, request: NewKeyRequest): Promise<CreatedApiKey> {
    if (!roleAtLeast(creator.role, request.role)) {
      throw new PlatformError(
        'forbidden',
        `A key of role ${request.role} can be made only by someone of that role or above; yours is ${creator.role}.`,
      );
    }
    const tooWide = request.scopes?.filter((scope) => !hasScope(creator, scope)) ?? [];
    if (tooWide.length > 0)
      throw new PlatformError('forbidden', `Your own key does not have the scope ${tooWide.join(', ')}, so it cannot be given away.`);
    const made = newApiKey();
    const { workspaceId } = creator;
    const actor = actorOfPrincipal(creator);
    const stored = await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.mustExist(tx, workspaceId);
      const key = await this.keys.insert(tx, {
        id: newId(),
        workspaceId,
        name: request.name,
        prefix: made.prefix,
        hash: made.hash,
        role: request.role,
        scopes: inOrder(request.scopes ?? creator.scopes),
        platformAdmin: false,
        createdBy: actor,
      });
      const { role, scopes } = key;
      await this.changes.record(tx, { workspaceId, type: 'api_key.created', subjectId: key.id, actor, data: { role, scopes } });
      return key;
    });
    return { ...stored, key: made.key };
  }

  async list(workspaceId: WorkspaceId, page: PageRequest): Promise<Page<ApiKey>> {
    const before = page.cursor === undefined ? undefined : decodeIdCursor(page.cursor);
    const rows = await this.database.inWorkspace(workspaceId, (tx) => this.keys.list(tx, { before, limit: page.limit + 1 }));
    return toPage(rows, page.limit, (key) => [key.id]);
  }

  /** Ends a key everywhere within a second. An owner's key needs an owner; a platform admin's key needs a platform admin. */
  async revoke(principal: Principal, id: string): Promise<void> {
    await this.database.inWorkspace(principal.workspaceId, async (tx) => {
      const key = await this.keys.find(tx, id);
      if (!key) throw new PlatformError('not_found', 'There is no such API key.');
      if (!roleAtLeast(principal.role, key.role) || (key.platformAdmin && !principal.platformAdmin)) {
        throw new PlatformError('forbidden', 'The key has more rights than you have, so you cannot revoke it.');
      }
      await this.keys.revoke(tx, id);
      await this.changes.record(tx, {
        workspaceId: principal.workspaceId,
        type: 'api_key.revoked',
        subjectId: id,
        actor: actorOfPrincipal(principal),
      });
    });
  }

  private async mustExist(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
    if (!(await this.workspaces.lock(tx, workspaceId))) throw new PlatformError('not_found', 'There is no such workspace.');
  }
}

function inOrder(scopes: readonly Scope[] | undefined): Scope[] | null {
  return scopes === undefined ? null : SCOPES.filter((scope) => scopes.includes(scope));
}
