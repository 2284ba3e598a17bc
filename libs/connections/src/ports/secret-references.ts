import type { WorkspaceId } from '@patchbay/kernel';

export interface SecretReference {
  /** Whose call needs it: a server can keep workspaces to places of their own. */
  readonly workspaceId: WorkspaceId;
  /** Such as `kv/data/billing#api_key`. */
  readonly path: string;
}

/** Reads secrets that are kept elsewhere (Vault). */
export abstract class SecretReferences {
  /** Throws `forbidden` when the path is none that the operator lets this workspace name. Asks nobody. */
  abstract check(reference: SecretReference): void;
  /**
   * Out: the value. Throws `not_found` (nothing at the path, or no such field), `forbidden` (not a path of this workspace's), `config_invalid` (we are refused),
   * `credential_source_unavailable` (it cannot be asked now).
   */
  abstract read(reference: SecretReference): Promise<string>;
}
