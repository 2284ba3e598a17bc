import type { SealingKey } from '../sealing/sealing-keys.js';

export interface ProviderOverride {
  readonly baseUrl?: string;
  readonly authorizeUrl?: string;
  readonly tokenUrl?: string;
  readonly revokeUrl?: string;
  /** OAuth 1 only; `tokenUrl` is then where the access token is got. */
  readonly requestTokenUrl?: string;
}

export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface TelemetrySignals {
  readonly serviceName: string;
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly logs: boolean;
}

/** The environment as the code sees it: parsed once at start, frozen. */
export interface PlatformConfig {
  readonly role: 'all' | 'api' | 'worker';
  /** `processes` share the port. */
  readonly http: { readonly host: string; readonly port: number; readonly processes: number };
  /** Without a trailing slash; absent: derived from the port that serves. */
  readonly publicUrl?: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: the embedded server. */
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  /** Absent with the embedded database: kept in the data dir. */
  readonly encryptionKeys?: readonly SealingKey[];
  readonly bootstrapApiKey?: string;
  readonly jwt?: { readonly secret?: string; readonly jwksUrl?: string; readonly issuer?: string; readonly audience?: string };
  readonly egressAllow: readonly string[];
  readonly providerOverrides: Readonly<Record<string, ProviderOverride>>;
  /** The provider simulator stands in the place of every built-in provider. */
  readonly simulator: boolean;
  /** npm packages with further connectors. */
  readonly connectorPackages: readonly string[];
  /** With `{traceId}` in it. */
  readonly traceUrlTemplate?: string;
  readonly logLevel: string;
  readonly nango?: { readonly host: string; readonly secretKey: string; readonly webhookSigningKey?: string };
  readonly vault?: {
    readonly address: string;
    readonly namespace?: string;
    readonly token?: string;
    readonly appRole?: { readonly roleId: string; readonly secretId: string };
    /** Beginnings of paths that workspaces may name, `{workspaceId}` standing for theirs. Others are refused. */
    readonly paths: readonly string[];
    /** How long a value read is used before it is read again. */
    readonly cacheSeconds: number;
  };
  readonly posthog?: { readonly apiKey: string; readonly host?: string };
  readonly rudderstack?: { readonly writeKey: string; readonly dataPlaneUrl: string };
  /** Which OpenTelemetry signals are sent; absent: none. Where to and how is read by the SDK from the OTEL_* variables themselves. */
  readonly telemetry?: TelemetrySignals;
  /** Product analytics, when a service for them is configured. `executionShare`: of the executions, 0 to 1. */
  readonly analytics: { readonly on: boolean; readonly executionShare: number };
  /** Our own OAuth app at a provider, from PATCHBAY_OAUTH_<CONNECTOR>_CLIENT_ID and _CLIENT_SECRET. */
  readonly oauthClient: (connectorKey: string) => OauthClient | undefined;
}
