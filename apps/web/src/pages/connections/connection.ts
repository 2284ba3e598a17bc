import type { Row } from '../../api/client.ts';

export type Connection = Row<'listConnections'>;

/** Scopes that are missing ask for attention even when calls still work. */
export const stateOf = ({ health, enabled }: Connection): string =>
  !enabled ? 'disabled' : health.status === 'active' && health.missingScopes.length > 0 ? 'attention' : health.status;
