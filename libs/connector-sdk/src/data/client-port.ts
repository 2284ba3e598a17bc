import type { Credential, JsonObject } from '@patchbay/kernel';

/** The egress rule for drivers: DNS and address checks as for HTTP (DESIGN §8). The platform implements it. */
export interface EgressGate {
  /** The address to connect to for a host name. Throws `egress_denied`. */
  resolve(target: { readonly host: string; readonly port: number }): Promise<{ readonly address: string; readonly family: 4 | 6 }>;
}

export interface OpenRequest {
  readonly credential: Credential;
  readonly account: JsonObject;
  readonly egress: EgressGate;
  readonly signal: AbortSignal;
}

/** A client with its end; `client` is what actions get. */
export interface OpenedClient<Client> {
  readonly client: Client;
  close(): Promise<void>;
}

/** How a data connector opens its client. Driver modules are imported inside `open`, so that they load on first use. */
export interface DataDriver<Client> {
  open(request: OpenRequest): Promise<OpenedClient<Client>>;
  /** One cheap round trip that proves the connection. */
  probe(client: Client): Promise<void>;
  /** The catalogue error of a driver error, undefined when it is none of the driver's. Messages must not hold values or the DSN. */
  errorOf(thrown: unknown): DriverFailure | undefined;
}

export interface DriverFailure {
  readonly code:
    | 'provider_rejected'
    | 'provider_not_found'
    | 'conflict'
    | 'account_reauth'
    | 'account_forbidden'
    | 'provider_unavailable'
    | 'provider_throttled'
    | 'provider_timeout'
    | 'outcome_unknown'
    | 'quota_exceeded'
    | 'egress_denied';
  readonly message: string;
  readonly providerCode?: string;
  /** False when the statement provably did nothing: it never left, or the server itself says that it refused or undid it. Default: it may have. */
  readonly sent?: boolean;
}

export interface LeaseRequest {
  readonly connectorKey: string;
  readonly driver: DataDriver<unknown>;
  readonly credential: Credential;
  readonly account: JsonObject;
  /** Clients are shared by calls of one connection only; absent = not pooled. */
  readonly connectionId?: string;
  readonly signal: AbortSignal;
}

/** Lends clients: one pool per connection, idle close, a cap over all. Lives outside the actions; given to `compileAction`. */
export interface ClientPool {
  /** Runs `work` with a client; the client returns to the pool, or is closed when `work` threw a connection failure. */
  use<T>(request: LeaseRequest, work: (client: unknown) => Promise<T>): Promise<T>;
}
