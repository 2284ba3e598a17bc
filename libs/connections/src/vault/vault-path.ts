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

/** In: beginnings of paths with `{workspaceId}` in them; none: nobody may name anything. A beginning ends at a slash or at the end of the path: `kv/data/a` does not open `kv/data/ab`. */
export function mayName(path: string, workspaceId: string, beginnings: readonly string[]): boolean {
  return beginnings.some((written) => {
    const beginning = written.replaceAll('{workspaceId}', workspaceId.toLowerCase()).replace(/\/+$/, '');
    return path === beginning || path.startsWith(`${beginning}/`);
  });
}
