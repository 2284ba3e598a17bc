import { CONNECTIONS_COLUMN, OAUTH_APPS_COLUMN, WORKSPACE_SECRETS_COLUMN } from '@patchbay/connections';
import { PAYLOAD_PURPOSE } from '@patchbay/executions';
import { CONNECTOR_SECRETS_COLUMN } from '@patchbay/registry';
import type { SealedColumn } from '@patchbay/platform';
import { WEBHOOK_ENDPOINTS_COLUMN } from '@patchbay/workflows';

/** Every column of sealed values, for the rotation of keys. A library with a new one exports it; it is listed here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  WORKSPACE_SECRETS_COLUMN,
  CONNECTOR_SECRETS_COLUMN,
  CONNECTIONS_COLUMN,
  OAUTH_APPS_COLUMN,
  WEBHOOK_ENDPOINTS_COLUMN,
  { table: 'executions', column: 'sealed_payload', purpose: PAYLOAD_PURPOSE },
];
