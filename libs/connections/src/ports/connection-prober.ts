import type { JsonObject, ResolvedCredential, WorkspaceId } from '@patchbay/kernel';

/** `untested`: there is no cheap call that would prove anything. */
export type ProbeResult =
  | { readonly status: 'success'; readonly account?: string | undefined }
  | { readonly status: 'failure'; readonly code: string; readonly message: string }
  | { readonly status: 'untested'; readonly message: string };

export interface ProbeAsk {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  readonly actor: string;
  /** A stored connection, or a credential that is not stored yet. */
  readonly what: { readonly connectionId: string } | { readonly unsaved: ResolvedCredential };
}

/** Makes the one cheap call that proves a connection, through the router and its limits. The apps give it: connections know no router. */
export abstract class ConnectionProber {
  abstract probe(ask: ProbeAsk): Promise<ProbeResult>;
  /** Facts that only a call can find (OAuth2 `discover`). Undefined: the connector needs none. Throws when the call fails. */
  abstract discover(ask: ProbeAsk): Promise<JsonObject | undefined>;
}
