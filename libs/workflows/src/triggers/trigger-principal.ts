import type { Principal, WorkspaceId } from '@patchbay/kernel';

/** On whose rights a run acts that nobody asked for: it may run connectors of its workspace and nothing else. */
export function triggerPrincipal(workspaceId: WorkspaceId, workflowId: string): Principal {
  return { kind: 'system', id: `workflow:${workflowId}`, workspaceId, role: 'member', scopes: ['execute'], platformAdmin: false };
}
