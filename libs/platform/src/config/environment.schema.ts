import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const url = (protocols: readonly string[]): z.ZodType<string> =>
  z.string().refine(
    (text) => {
      const parsed = URL.parse(text);
      return parsed !== null && protocols.includes(parsed.protocol.slice(0, -1));
    },
    `must be a ${protocols.join(' or ')} URL`,
  );

/** The product's own roles sign in with passwords derived from the owner's; without one anybody could derive them. */
const database = url(['postgres', 'postgresql']).refine((text) => {
  const parsed = URL.parse(text);
  // What is no address at all has been told by then.
  return !parsed?.protocol.startsWith('postgres') || (parsed.username !== '' && parsed.password !== '' && parsed.pathname.length > 1);
}, 'must name a user, a password and a database: postgres://user:password@host:5432/database');

const wholeNumber = (low: number, high: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `must be a whole number from ${low} to ${high}`) as unknown as z.ZodType<number>;

const share = z
  .string()
  .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'must be a share from 0 to 1, e.g. 0.01')
  .transform(Number) as unknown as z.ZodType<number>;

const cidrs = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
  .refine(
    (entries) => entries.every((entry) => ipaddr.isValidCIDR(entry)),
    'must be networks in CIDR notation, comma separated, e.g. 10.0.0.0/8,127.0.0.1/32',
  );

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);
const http = url(['http', 'https']);

/** Every variable Patchbay reads, beside OTEL_* (read by the OpenTelemetry SDK itself) and PATCHBAY_OAUTH_<CONNECTOR>_CLIENT_ID / _CLIENT_SECRET. */
export const ENVIRONMENT = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: wholeNumber(0, 65_535).default(3000),
  PATCHBAY_PUBLIC_URL: http.optional(),
  PATCHBAY_ROLE: z.enum(['all', 'api', 'worker'], 'must be all, api or worker').default('all'),
  PATCHBAY_PROCESSES: wholeNumber(1, 64).default(1),
  PATCHBAY_DATA_DIR: z.string().default('.patchbay'),
  DATABASE_URL: database.optional(),
  REDIS_URL: url(['redis', 'rediss']).optional(),
  PATCHBAY_ENCRYPTION_KEYS: z.string().optional(),
  PATCHBAY_BOOTSTRAP_API_KEY: z
    .string()
    .min(16, 'must have at least 16 characters')
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .optional(),
  PATCHBAY_JWT_SECRET: z.string().min(32, 'must have at least 32 characters (HS256, RFC 7518 §3.2)').optional(),
  PATCHBAY_JWKS_URL: http.optional(),
  PATCHBAY_JWT_ISSUER: z.string().optional(),
  PATCHBAY_JWT_AUDIENCE: z.string().optional(),
  PATCHBAY_EGRESS_ALLOW: cidrs.default([]),
  PATCHBAY_PROVIDER_OVERRIDES: z.string().optional(),
  PATCHBAY_SIMULATOR: z.enum(['true', 'false'], 'must be true or false').optional(),
  PATCHBAY_CONNECTORS: list.default([]),
  PATCHBAY_TRACE_URL_TEMPLATE: z.string().includes('{traceId}', 'must contain {traceId}').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be trace, debug, info, warn, error, fatal or silent')
    .default('info'),
  NANGO_HOST: http.optional(),
  NANGO_SECRET_KEY: z.string().optional(),
  NANGO_WEBHOOK_SIGNING_KEY: z.string().optional(),
  VAULT_ADDR: http.optional(),
  VAULT_TOKEN: z.string().optional(),
  VAULT_ROLE_ID: z.string().optional(),
  VAULT_SECRET_ID: z.string().optional(),
  VAULT_NAMESPACE: z.string().optional(),
  VAULT_PATHS: list.default([]),
  VAULT_CACHE_SECONDS: wholeNumber(1, 300).default(30),
  POSTHOG_API_KEY: z.string().optional(),
  POSTHOG_HOST: http.optional(),
  RUDDERSTACK_WRITE_KEY: z.string().optional(),
  RUDDERSTACK_DATA_PLANE_URL: http.optional(),
  PATCHBAY_ANALYTICS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  PATCHBAY_ANALYTICS_SAMPLE: share.default(0.01),
  OTEL_EXPORTER_OTLP_ENDPOINT: http.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: http.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: http.optional(),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: http.optional(),
  OTEL_SERVICE_NAME: z.string().default('patchbay'),
  OTEL_SDK_DISABLED: z.enum(['true', 'false'], 'must be true or false').optional(),
});

export type Environment = z.output<typeof ENVIRONMENT>;

/** Variables that only work together: when the first is set, the others must be. */
export const COMPANIONS: readonly (readonly [keyof Environment, ...(keyof Environment)[]])[] = [
  ['NANGO_HOST', 'NANGO_SECRET_KEY'],
  ['NANGO_SECRET_KEY', 'NANGO_HOST'],
  ['VAULT_TOKEN', 'VAULT_ADDR'],
  ['VAULT_ROLE_ID', 'VAULT_ADDR', 'VAULT_SECRET_ID'],
  ['VAULT_SECRET_ID', 'VAULT_ROLE_ID'],
  ['RUDDERSTACK_WRITE_KEY', 'RUDDERSTACK_DATA_PLANE_URL'],
  ['DATABASE_URL', 'PATCHBAY_ENCRYPTION_KEYS'],
];
