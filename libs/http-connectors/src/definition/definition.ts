import type { JsonObject, JsonValue } from '@patchbay/kernel';

/** A header or query parameter; the value is a template. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export type Method = (typeof METHODS)[number];

export const BODY_TYPES = ['json', 'form', 'xml', 'raw'] as const;
export type BodyType = (typeof BODY_TYPES)[number];

/** How a request proves who it is. Texts are templates. */
export type AuthConfig =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'api_key'; readonly in: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | ConnectionAuth;

/**
 * The credential of a connection. Bearer tokens, OAuth2 and basic credentials go into `Authorization`; for an API key `in` and `name` say
 * where it goes (default: the `Authorization` header) and `prefix` what stands before it (e.g. `Bearer `).
 */
export interface ConnectionAuth {
  readonly type: 'connection';
  /** Whose connections fit; absent: connections of this connector itself. */
  readonly connector?: string;
  readonly in: 'header' | 'query';
  readonly name?: string;
  readonly prefix?: string;
}

export interface RequestConfig {
  readonly method: Method;
  readonly url: string;
  readonly headers: readonly KeyValue[];
  readonly queryParams: readonly KeyValue[];
  readonly body?: JsonValue;
  readonly bodyType: BodyType;
  readonly auth?: AuthConfig;
  /** Name → JMESPath into the response body; absent: the whole body is the output. */
  readonly output?: Readonly<Record<string, string>>;
}

export interface ConditionConfig {
  readonly enabled: boolean;
  readonly expression: string;
}

export interface RequestStep extends RequestConfig {
  readonly id: string;
  readonly name?: string;
  readonly type?: 'request';
  readonly condition?: ConditionConfig;
}

export interface ParallelGroup {
  readonly id: string;
  readonly name?: string;
  readonly type: 'parallel';
  readonly condition?: ConditionConfig;
  readonly steps: readonly RequestStep[];
}

export type StepConfig = RequestStep | ParallelGroup;

export interface RateLimiting {
  readonly enabled: boolean;
  readonly maxRequestsPerMinute?: number;
  readonly maxRequestsPerHour?: number;
  readonly strategy: 'queue' | 'fail';
}

export const PROBE_METHODS = ['GET', 'HEAD'] as const;

/** The one cheap request that proves a connection; it authenticates like the connector itself. */
export interface ProbeConfig {
  readonly method: (typeof PROBE_METHODS)[number];
  readonly url: string;
  readonly headers: readonly KeyValue[];
  readonly queryParams: readonly KeyValue[];
  /** JMESPath into the answer: a short name of the account for people. */
  readonly account?: string;
}

export interface SingleStepConfig extends RequestConfig {
  readonly rateLimiting?: RateLimiting;
  readonly probe?: ProbeConfig;
}

export interface MultiStepConfig {
  readonly steps: readonly StepConfig[];
  /** For every step without its own. */
  readonly auth?: AuthConfig;
  readonly rateLimiting?: RateLimiting;
  readonly probe?: ProbeConfig;
}

export interface FieldMapping {
  /** JMESPath into the final output. */
  readonly sourcePath: string;
  /** A system field of contacts, or `customFields.<name>`. */
  readonly targetField: string;
}

interface DefinitionFacts {
  readonly name: string;
  readonly description: string;
  readonly icon?: string;
  readonly category: string;
  readonly inputSchema: JsonObject;
  readonly enabled: boolean;
  readonly fieldMappings: readonly FieldMapping[];
  /** Per attempt. */
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly continueOnError: boolean;
  readonly logResponseData: boolean;
  /** Requests carry the W3C `traceparent` of the call; absent: they do not. */
  readonly sendTraceContext?: boolean;
}

/** The type of a connector and the config that belongs to it. */
export type TypedConfig =
  { readonly type: 'single-step'; readonly config: SingleStepConfig } | { readonly type: 'multi-step'; readonly config: MultiStepConfig };

/** A custom connector as stored (DESIGN §5), checked and with defaults filled in. */
export type ConnectorDefinition = DefinitionFacts & TypedConfig;

/** What the workspace may store. */
export interface DefinitionLimits {
  /** BASIC_MAX_STEPS, or ADVANCED_MAX_STEPS with the `advanced_steps` flag. */
  readonly maxSteps: number;
}

export const BASIC_MAX_STEPS = 5;
export const ADVANCED_MAX_STEPS = 10;
export const MAX_PARALLEL_STEPS = 3;
/** For one whole execution. */
export const TOTAL_TIMEOUT_MS = 60_000;

export function isParallelGroup(step: StepConfig): step is ParallelGroup {
  return step.type === 'parallel';
}

/** All requests of a definition in order, those of groups included. */
export function requestSteps(config: MultiStepConfig): RequestStep[] {
  return config.steps.flatMap((step) => (isParallelGroup(step) ? step.steps : [step]));
}
