/** Reads secrets that are kept elsewhere (Vault). */
export abstract class SecretReferences {
  /**
   * In: a path such as `kv/data/billing#api_key`. Out: the value. Throws `config_invalid`, `credential_source_unavailable` or
   * `not_found` (nothing at the path, or no such field).
   */
  abstract read(path: string): Promise<string>;
}
