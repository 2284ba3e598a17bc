import type { Principal, WorkspaceId } from '@patchbay/kernel';

/** Whose things, and who acts, as services keep it with what was changed: `api_key:<id>` or `user:<subject>`. */
export function actorOf(principal: Principal): { workspaceId: WorkspaceId; actor: string } {
  return { workspaceId: principal.workspaceId, actor: `${principal.kind}:${principal.id}` };
}
