import type { JsonObject } from '@patchbay/kernel';
import type { Connection } from '../connection/connection.js';

/** `untested`: there is no cheap call that would prove anything. */
export type ProbeResult =
  | { readonly status: 'success'; readonly account?: string | undefined }
  | { readonly status: 'failure'; readonly code: string; readonly message: string }
  | { readonly status: 'untested'; readonly message: string };

/** Makes the one cheap call that proves a connection, through the router and its limits. The apps give it: connections know no router. */
export abstract class ConnectionProber {
  abstract probe(connection: Connection, actor: string): Promise<ProbeResult>;
  /** Facts that only a call can find (OAuth2 `discover`). Undefined: the connector needs none. Throws when the call fails. */
  abstract discover(connection: Connection, actor: string): Promise<JsonObject | undefined>;
}
