import { invalidInput, type FieldProblem } from '@patchbay/kernel';
import type { SealedColumn } from '@patchbay/platform';
import { isVaultPath } from '../vault/vault-path.js';

/** `value`: sealed in our database. `vault`: a path in the operator's Vault, read when needed. */
export type SecretSource = 'value' | 'vault';

/** What may be told about a secret. Its value never is. */
export interface WorkspaceSecret {
  readonly name: string;
  readonly source: SecretSource;
  readonly vaultPath: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Exactly one of both. */
export type SecretMaterial = { readonly value: string } | { readonly vaultPath: string };

export const SECRET_PURPOSE = 'credential';

export const WORKSPACE_SECRETS_COLUMN: SealedColumn = {
  table: 'credentials',
  column: 'sealed',
  keyIdColumn: 'key_id',
  purpose: SECRET_PURPOSE,
};

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const MAX_VALUE_BYTES = 65_536;

/** Whether `{{workspace.<name>}}` can stand for a secret at all. */
export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** Throws `input_invalid` naming each wrong field. */
export function checkSecret(name: string, material: SecretMaterial): void {
  const problems: FieldProblem[] = [];
  if (!isSecretName(name))
    problems.push({ path: 'name', message: 'must be 1 to 100 letters, digits or underscores and must not begin with a digit' });
  if ('value' in material) {
    const bytes = Buffer.byteLength(material.value, 'utf8');
    if (bytes === 0 || bytes > MAX_VALUE_BYTES) problems.push({ path: 'value', message: `must be 1 to ${MAX_VALUE_BYTES} bytes long` });
  } else if (!isVaultPath(material.vaultPath)) {
    problems.push({ path: 'vaultPath', message: 'must be a path such as kv/data/billing or kv/data/billing#api_key' });
  }
  if (problems.length > 0) throw invalidInput(problems);
}
