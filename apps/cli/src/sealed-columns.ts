import { WORKSPACE_SECRETS_COLUMN } from '@patchbay/connections';
import { CONNECTOR_SECRETS_COLUMN } from '@patchbay/registry';
import type { SealedColumn } from '@patchbay/platform';

/** Every column of sealed values, for the rotation of keys. A library with a new one exports it; it is listed here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [WORKSPACE_SECRETS_COLUMN, CONNECTOR_SECRETS_COLUMN];
