import type { Answer } from '../api/client.ts';
import type { operations } from '../api/schema.ts';

export type Connector = Answer<'readConnectors'>;
export type AuthMode = NonNullable<Connector['authModes']>[number];
export type AuthType = operations['createConnections']['requestBody']['content']['application/json']['auth']['type'];
/** A connection that signs in again. */
export interface Again {
  id: string;
  name: string;
}

/** What every way to connect is given. */
export interface WayProps {
  connector: Connector;
  mode: AuthMode;
  name: string;
  again?: Again;
  /** Reads anew what shows connections. */
  fresh: () => void;
  close: () => void;
}
