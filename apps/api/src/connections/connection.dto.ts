import { AUTH_TYPES, type ShownConnection } from '@patchbay/connections';
import { Choice, Flag, JsonField, JsonObjectField, Text } from '../dto/field.js';
import { PageQuery } from '../dto/page.dto.js';
import { anything, choice, flag, listOf, moment, momentOrNull, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

const AUTH = {
  description:
    'How to sign in: `type` is one of the connector’s kinds, beside it the fields of its form (`apiKey`, `token`, `username` and `password`, `dsn`, …). Any field may be `{ "vaultPath": "kv/data/billing#api_key" }`. `{ type: "nango", connectionId, integration? }` takes a connection that Nango has already. Secrets never come back.',
  example: { type: 'bearer', token: 'xoxb-…' },
  schema: { properties: { type: { type: 'string', enum: [...AUTH_TYPES, 'nango'] } }, required: ['type'] },
};

export class ConnectionBody {
  @Text({ max: 100, description: 'A built-in’s key or a custom connector’s id.', example: 'slack' })
  connector!: string;

  @Text({ max: 200, optional: true, description: 'Unique per connector; the connector’s name when absent.', example: 'Support workspace' })
  name?: string;

  @JsonObjectField(AUTH)
  auth!: Record<string, unknown>;

  @Flag({ optional: true, description: 'Calls that name no connection use this one. The first connection of a connector is its default.' })
  isDefault?: boolean;

  @Flag({ optional: true, description: '`false` saves without the test call.', example: false })
  test?: boolean;
}

export class ConnectionPatchBody {
  @Text({ max: 200, optional: true, example: 'Sales workspace' })
  name?: string;

  @Flag({ optional: true })
  enabled?: boolean;

  @Flag({ optional: true })
  isDefault?: boolean;

  @JsonObjectField({ ...AUTH, optional: true })
  auth?: Record<string, unknown>;

  @Flag({ optional: true, description: '`false` saves a new `auth` without the test call.' })
  test?: boolean;
}

export class ConnectionQueryDto extends PageQuery {
  @Text({ max: 100, optional: true, example: 'slack' })
  connector?: string;
}

export class ConnectionActionQuery {
  @Choice(['sync', 'async'], { optional: true, description: '`async` answers 202 as soon as the run is stored; `sync` when absent.' })
  mode?: 'sync' | 'async';
}

export class ConnectionActionBody {
  @Text({ max: 200, optional: true, description: 'Built-in connectors: which action.', example: 'channel.list' })
  action?: string;

  @JsonField({ optional: true, description: 'Checked against the action’s input schema.', example: {} })
  input?: unknown;
}

const HEALTH_SCHEMA = shape({
  status: choice(['active', 'needs_reauth', 'disabled']),
  lastProvenAt: momentOrNull(),
  lastError: { type: ['object', 'null'], properties: { code: text('account_reauth'), message: text(), at: moment() } },
  expiresAt: momentOrNull(),
  refreshExpiresAt: momentOrNull(),
  scopes: { type: ['array', 'null'], items: { type: 'string' } },
  missingScopes: listOf(text()),
});

export const CONNECTION_SCHEMA = shape({
  id: uuid(),
  connector: text('slack'),
  name: text('Support workspace'),
  auth: shape({ type: choice(AUTH_TYPES) }),
  source: choice(['nango', 'oauth2', 'stored', 'vault']),
  account: textOrNull(),
  metadata: anything('Non-secret facts of the account.'),
  isDefault: flag(),
  enabled: flag(),
  health: HEALTH_SCHEMA,
  version: whole(),
  createdBy: text(),
  createdAt: moment(),
  updatedAt: moment(),
});

export const TEST_REPORT_SCHEMA = shape({ status: choice(['success', 'failure', 'untested']), message: text(), testedAt: moment() });

export const DATA_SCHEMA = shape({
  data: anything('As the provider answered.'),
  sourceMetadata: shape({ requestUrl: text('https://api.example.com/users?limit=2'), statusCode: whole() }),
});

export function showConnection(connection: ShownConnection): object {
  const { id, connector, name, authType, source, account, metadata, isDefault, enabled, version, createdBy, createdAt, updatedAt } =
    connection;
  const { status, lastProvenAt, lastError, expiresAt, refreshExpiresAt, scopes, missingScopes } = connection;
  return {
    id,
    connector,
    name,
    auth: { type: authType },
    source,
    account,
    metadata,
    isDefault,
    enabled,
    health: { status, lastProvenAt, lastError, expiresAt, refreshExpiresAt, scopes, missingScopes },
    version,
    createdBy,
    createdAt,
    updatedAt,
  };
}
