import { actionsOf } from '@patchbay/connector-sdk';
import type { ConnectableConnector } from '../ports/connector-directory.js';
import type { Connection } from './connection.js';

/** Scopes that some action of the connector needs and the provider did not grant. Empty when nothing is known of what was granted. */
export function missingScopes(connection: Connection, connector: ConnectableConnector | undefined): readonly string[] {
  const { scopes, authType } = connection;
  const auth = connector?.auth.find((candidate) => candidate.kind === 'oauth2');
  if (authType !== 'oauth2' || scopes === null || !auth || !connector?.definition) return [];
  const needed = actionsOf(connector.definition).flatMap((action) => action.scopes ?? auth.scopes);
  const granted = new Set(scopes);
  return [...new Set(needed)].filter((scope) => !granted.has(scope)).sort();
}
