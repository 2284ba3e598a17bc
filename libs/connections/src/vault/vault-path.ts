import { DEFAULT_WORKSPACE_ID } from '@patchbay/workspaces';

/** `kv/data/billing#api_key`: the API's path of a KV v2 secret, and which of its fields. */
const VAULT_PATH = /^[A-Za-z0-9_-][A-Za-z0-9_.@-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9_.@-]*)+(?:#[A-Za-z0-9_.-]+)?$/;
const MAX_VAULT_PATH = 500;

export interface VaultPlace {
  readonly path: string;
  readonly field: string | undefined;
}

export function isVaultPath(text: string): boolean {
  return text.length <= MAX_VAULT_PATH && VAULT_PATH.test(text);
}

export function vaultPlaceOf(text: string): VaultPlace {
  const hash = text.indexOf('#');
  return hash < 0 ? { path: text, field: undefined } : { path: text.slice(0, hash), field: text.slice(hash + 1) };
}

/**
 * In: beginnings of paths with `{workspaceId}` in them. None: only the workspace `default`, the operator's own, may name paths, and then any; every
 * other workspace would read whatever the server's token opens. A beginning ends at a slash or at the end of the path: `kv/data/a` does not open `kv/data/ab`.
 */
export function mayName(path: string, workspaceId: string, beginnings: readonly string[]): boolean {
  if (beginnings.length === 0) return workspaceId.toLowerCase() === DEFAULT_WORKSPACE_ID;
  return beginnings.some((written) => {
    const beginning = written.replaceAll('{workspaceId}', workspaceId.toLowerCase()).replace(/\/+$/, '');
    return path === beginning || path.startsWith(`${beginning}/`);
  });
}
