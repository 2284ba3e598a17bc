import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseSealingKeys, type SealingKey } from '../sealing/sealing-keys.js';
import { ConfigError } from './config-problem.js';
import { COMPANIONS, ENVIRONMENT, type Environment } from './environment.schema.js';
import type { OauthClient, PlatformConfig, ProviderOverride } from './platform-config.js';

type Raw = Readonly<Record<string, string | undefined>>;

const address = z.url({ protocol: /^https?$/ });
const OVERRIDES = z.record(
  z.string(),
  z.strictObject({
    baseUrl: address.optional(),
    authorizeUrl: address.optional(),
    tokenUrl: address.optional(),
    revokeUrl: address.optional(),
    requestTokenUrl: address.optional(),
  }),
);

/** In: the process environment. Out: the typed configuration. Throws one ConfigError with every problem. An empty variable counts as absent. */
export function loadConfig(raw: Raw): PlatformConfig {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''));
  const problems: string[] = [];
  const parsed = ENVIRONMENT.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join('.')}: ${issue.message}`);
  for (const [variable, ...needed] of COMPANIONS) {
    for (const other of needed)
      if (given[variable] !== undefined && given[other] === undefined) problems.push(companionProblem(variable, other));
  }
  const encryptionKeys = attempt(problems, () =>
    given['PATCHBAY_ENCRYPTION_KEYS'] ? parseSealingKeys(given['PATCHBAY_ENCRYPTION_KEYS']) : undefined,
  );
  const overrides = attempt(problems, () => readOverrides(given['PATCHBAY_PROVIDER_OVERRIDES'])) ?? {};
  const clients = oauthClients(given, problems);
  const replicated = (parsed.data?.PATCHBAY_ROLE ?? 'all') !== 'all' || (parsed.data?.PATCHBAY_PROCESSES ?? 1) > 1;
  if (parsed.data?.PATCHBAY_SIMULATOR === 'true' && replicated)
    problems.push('PATCHBAY_SIMULATOR: is for one process that does everything. For several, run: npx patchbay simulate');
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(assemble({ environment: parsed.data, encryptionKeys, overrides, clients }));
}

function companionProblem(variable: string, other: string): string {
  const advice = COMPANION_ADVICE[other];
  return advice === undefined ? `${other}: is needed when ${variable} is set` : `${other}: is needed with ${variable}${advice}`;
}

const COMPANION_ADVICE: Readonly<Record<string, string>> = {
  PATCHBAY_ENCRYPTION_KEYS: ', so that every replica opens the same secrets. Make a key with: npx patchbay keys generate',
};

function attempt<T>(problems: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    problems.push(...(error instanceof Error ? error.message : String(error)).split('\n'));
    return undefined;
  }
}

function readOverrides(file: string | undefined): Record<string, ProviderOverride> | undefined {
  if (!file) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`PATCHBAY_PROVIDER_OVERRIDES: the file ${file} cannot be read`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`PATCHBAY_PROVIDER_OVERRIDES: ${file} does not hold JSON`);
  }
  const checked = OVERRIDES.safeParse(json);
  if (checked.success) return checked.data as Record<string, ProviderOverride>;
  throw new Error(
    checked.error.issues.map((issue) => `PATCHBAY_PROVIDER_OVERRIDES: ${file}: ${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}

const CLIENT = /^PATCHBAY_OAUTH_([A-Z0-9_]+)_CLIENT_(ID|SECRET)$/;

function oauthClients(given: Raw, problems: string[]): Map<string, OauthClient> {
  const halves = new Map<string, { ID?: string; SECRET?: string }>();
  for (const [name, value] of Object.entries(given)) {
    const [, connector, half] = CLIENT.exec(name) ?? [];
    if (connector) halves.set(connector, { ...halves.get(connector), [half as 'ID' | 'SECRET']: value });
  }
  const clients = new Map<string, OauthClient>();
  for (const [connector, { ID, SECRET }] of halves) {
    if (ID && SECRET) clients.set(connector, { clientId: ID, clientSecret: SECRET });
    else
      problems.push(
        `PATCHBAY_OAUTH_${connector}_CLIENT_${ID ? 'SECRET' : 'ID'}: is needed beside PATCHBAY_OAUTH_${connector}_CLIENT_${ID ? 'ID' : 'SECRET'}`,
      );
  }
  return clients;
}

interface Parts {
  readonly environment: Environment;
  readonly encryptionKeys: readonly SealingKey[] | undefined;
  readonly overrides: Readonly<Record<string, ProviderOverride>>;
  readonly clients: ReadonlyMap<string, OauthClient>;
}

function assemble({ environment: e, encryptionKeys, overrides, clients }: Parts): PlatformConfig {
  return {
    role: e.PATCHBAY_ROLE,
    http: { host: e.HOST, port: e.PORT, processes: e.PATCHBAY_PROCESSES },
    dataDir: resolve(e.PATCHBAY_DATA_DIR),
    egressAllow: e.PATCHBAY_EGRESS_ALLOW,
    providerOverrides: overrides,
    simulator: e.PATCHBAY_SIMULATOR === 'true',
    connectorPackages: e.PATCHBAY_CONNECTORS,
    logLevel: e.LOG_LEVEL,
    analytics: { on: e.PATCHBAY_ANALYTICS === 'on', executionShare: e.PATCHBAY_ANALYTICS_SAMPLE },
    oauthClient: (connectorKey) => clients.get(connectorKey.toUpperCase().replaceAll('-', '_')),
    ...present({
      publicUrl: e.PATCHBAY_PUBLIC_URL?.replace(/\/+$/, ''),
      databaseUrl: e.DATABASE_URL,
      redisUrl: e.REDIS_URL,
      encryptionKeys,
      bootstrapApiKey: e.PATCHBAY_BOOTSTRAP_API_KEY,
      traceUrlTemplate: e.PATCHBAY_TRACE_URL_TEMPLATE,
      telemetry: telemetryOf(e),
      jwt:
        e.PATCHBAY_JWT_SECRET || e.PATCHBAY_JWKS_URL
          ? present({
              secret: e.PATCHBAY_JWT_SECRET,
              jwksUrl: e.PATCHBAY_JWKS_URL,
              issuer: e.PATCHBAY_JWT_ISSUER,
              audience: e.PATCHBAY_JWT_AUDIENCE,
            })
          : undefined,
      ...services(e),
    }),
  };
}

function services(e: Environment): {
  nango?: PlatformConfig['nango'];
  vault?: PlatformConfig['vault'];
  posthog?: PlatformConfig['posthog'];
  rudderstack?: PlatformConfig['rudderstack'];
} {
  return present({
    nango:
      e.NANGO_HOST && e.NANGO_SECRET_KEY
        ? { host: e.NANGO_HOST, secretKey: e.NANGO_SECRET_KEY, ...present({ webhookSigningKey: e.NANGO_WEBHOOK_SIGNING_KEY }) }
        : undefined,
    vault: e.VAULT_ADDR
      ? {
          address: e.VAULT_ADDR,
          paths: e.VAULT_PATHS,
          cacheSeconds: e.VAULT_CACHE_SECONDS,
          ...present({
            namespace: e.VAULT_NAMESPACE,
            token: e.VAULT_TOKEN,
            appRole: e.VAULT_ROLE_ID && e.VAULT_SECRET_ID ? { roleId: e.VAULT_ROLE_ID, secretId: e.VAULT_SECRET_ID } : undefined,
          }),
        }
      : undefined,
    posthog: e.POSTHOG_API_KEY ? { apiKey: e.POSTHOG_API_KEY, ...present({ host: e.POSTHOG_HOST }) } : undefined,
    rudderstack:
      e.RUDDERSTACK_WRITE_KEY && e.RUDDERSTACK_DATA_PLANE_URL
        ? { writeKey: e.RUDDERSTACK_WRITE_KEY, dataPlaneUrl: e.RUDDERSTACK_DATA_PLANE_URL }
        : undefined,
  });
}

/** The signals that have somewhere to go; undefined: none, and then no telemetry code is loaded. */
function telemetryOf(e: Environment): PlatformConfig['telemetry'] {
  const everywhere = e.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined;
  const signals = {
    traces: everywhere || e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined,
    metrics: everywhere || e.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT !== undefined,
    logs: everywhere || e.OTEL_EXPORTER_OTLP_LOGS_ENDPOINT !== undefined,
  };
  const wanted = e.OTEL_SDK_DISABLED !== 'true' && Object.values(signals).includes(true);
  return wanted ? { serviceName: e.OTEL_SERVICE_NAME, ...signals } : undefined;
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The members that are not undefined: an optional property is left out, never set to undefined. */
function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
