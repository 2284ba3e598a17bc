import { ROLES, SCOPES, type Role, type Scope } from '@patchbay/kernel';
import type { ApiKey } from '@patchbay/workspaces';
import { Choice, Choices, Text, Uuid } from '../dto/field.js';
import { choice, moment, momentOrNull, shape, text, uuid } from '../openapi/schemas.js';

export class NewApiKeyBody {
  @Text({ max: 200, example: 'Nightly import' })
  name!: string;

  @Choice(ROLES, { example: 'member', description: 'At most your own role.' })
  role!: Role;

  @Choices(SCOPES, { optional: true, example: ['read', 'execute'], description: 'Narrows the key; absent: all its role allows.' })
  scopes?: Scope[];

  @Uuid({ optional: true, description: 'A workspace you own or administer; absent: the one you are in.' })
  workspaceId?: string;
}

const SHOWN = {
  id: uuid(),
  workspaceId: uuid(),
  name: text('Nightly import'),
  prefix: text('pb_1f3a9c07'),
  role: choice(ROLES),
  scopes: { type: ['array', 'null'], items: choice(SCOPES) },
  platformAdmin: { type: 'boolean' },
  createdBy: text('user:auth0|65f1c0ffee'),
  createdAt: moment(),
  lastUsedAt: momentOrNull(),
};

export const API_KEY_SCHEMA = shape(SHOWN);
export const CREATED_API_KEY_SCHEMA = shape({
  ...SHOWN,
  key: { type: 'string', description: 'The key. Keep it now: it is never shown again.' },
});

export function showApiKey(key: ApiKey): object {
  return {
    id: key.id,
    workspaceId: key.workspaceId,
    name: key.name,
    prefix: key.prefix,
    role: key.role,
    scopes: key.scopes,
    platformAdmin: key.platformAdmin,
    createdBy: key.createdBy,
    createdAt: key.createdAt,
    lastUsedAt: key.lastUsedAt,
  };
}
