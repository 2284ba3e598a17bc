import type { WorkspaceSecret } from '@patchbay/connections';
import { Text } from '../dto/field.js';
import { choice, moment, shape, text, textOrNull } from '../openapi/schemas.js';

export class CredentialBody {
  @Text({
    max: 65_536,
    optional: true,
    description: 'The secret; it never comes back. Exactly one of `value` and `vaultPath`.',
    example: 'sk-…',
  })
  value?: string;

  @Text({ max: 500, optional: true, description: 'Where Vault keeps it, e.g. `kv/data/billing#api_key`.' })
  vaultPath?: string;
}

export const CREDENTIAL_SCHEMA = shape({
  name: text('enrich_key'),
  source: choice(['value', 'vault']),
  vaultPath: textOrNull(),
  createdAt: moment(),
  updatedAt: moment(),
});

export function showCredential(secret: WorkspaceSecret): object {
  return {
    name: secret.name,
    source: secret.source,
    vaultPath: secret.vaultPath,
    createdAt: secret.createdAt,
    updatedAt: secret.updatedAt,
  };
}
