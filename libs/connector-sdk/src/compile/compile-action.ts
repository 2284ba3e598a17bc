import {
  PlatformError,
  type AuthNeed,
  type JsonObject,
  type JsonValue,
  type RateLimitRule,
  type RunContext,
  type Runnable,
  type RunResult,
} from '@patchbay/kernel';
import type { Action, HttpAction } from '../action.js';
import type { Connector, DataConnector, HttpConnector } from '../connector.js';
import type { ClientPool } from '../data/client-port.js';
import { BoundHttp } from '../http/bound-http.js';
import { inputValidator } from './action-schema.js';
import { accountOf, authOf, basesOf, type ConnectorOverrides } from './bind-account.js';

export interface CompileOptions {
  /** The connector's version in the registry. */
  readonly version: number;
  readonly overrides?: ConnectorOverrides;
  /** Needed to run actions of data connectors. */
  readonly clients?: ClientPool;
  readonly enabled?: boolean;
}

const TOTAL_TIMEOUT_MS = 60_000;

/** An action as the router runs it. Schemas are compiled here, once; the result is immutable and can be cached. */
export function compileAction(connector: Connector, action: Action, options: CompileOptions): Runnable {
  const idempotency = connector.kind === 'http' ? idempotencyOf(connector, action) : undefined;
  return {
    connectorKey: connector.key,
    connectorName: connector.title,
    source: 'builtin',
    version: options.version,
    action: action.key,
    effect: action.effect,
    enabled: options.enabled ?? true,
    flags: [],
    auth: authNeed(connector),
    rateLimits: rateLimitsOf(connector),
    ...(connector.kind === 'http' && connector.rateLimitHeaders ? { rateLimitHeaders: [connector.rateLimitHeaders].flat() } : {}),
    ...(idempotency ? { idempotency } : {}),
    totalTimeoutMs: connector.totalTimeoutMs ?? TOTAL_TIMEOUT_MS,
    logResponseData: true,
    ...(connector.kind === 'http' && connector.sendTraceContext ? { sendsTraceContext: true } : {}),
    mappings: [],
    validateInput: inputValidator(action.input),
    run: (context) => run(connector, action, context, options),
    mapContact: () => ({}),
  };
}

function authNeed(connector: Connector): AuthNeed {
  const optional = connector.auth.some((auth) => auth.kind === 'none');
  if (optional && connector.auth.length === 1) return { kind: 'none' };
  return { kind: 'connection', connector: connector.key, required: !optional };
}

function rateLimitsOf(connector: Connector): RateLimitRule[] {
  return [connector.rateLimit ?? []].flat().map((limit) => ({
    bucket: limit.bucket ?? 'service',
    requests: limit.requests,
    perMs: limit.perSeconds * 1000,
    strategy: limit.strategy ?? 'queue',
  }));
}

function idempotencyOf(connector: HttpConnector, action: Action) {
  if (action.effect === 'read' || action.idempotency === null) return undefined;
  return action.idempotency ?? connector.idempotency;
}

async function run(connector: Connector, action: Action, context: RunContext, options: CompileOptions): Promise<RunResult> {
  const auth = authOf(connector, context);
  const account = accountOf(connector, auth, context);
  const shared = {
    input: context.input as never,
    account,
    now: context.now,
    report: { cost: context.onCost },
  };
  if (connector.kind === 'http' && action.kind === 'http') {
    const http = bindHttp({ connector, action, context, options, account });
    return { output: withoutUndefined(await action.run({ ...shared, http })) };
  }
  if (connector.kind === 'data' && action.kind === 'data') {
    const output = await withClient({ connector, context, options, account }, (client) =>
      action.run({ ...shared, client, signal: context.signal, timeLeftMs: Math.max(0, context.deadlineAt - context.now.getTime()) }),
    );
    return { output: withoutUndefined(output) };
  }
  throw new PlatformError('bug', `The action ${action.key} does not fit the connector ${connector.key}.`);
}

interface HttpCall {
  readonly connector: HttpConnector;
  readonly action: Pick<HttpAction, 'key' | 'effect' | 'timeoutMs' | 'idempotency'>;
  readonly context: RunContext;
  readonly options: CompileOptions;
  readonly account: JsonObject;
}

/** `http` of one call, authenticated with the context's credential. */
export function bindHttp({ connector, action, context, options, account }: HttpCall): BoundHttp {
  const { headers = {} } = connector;
  const resolved = typeof headers === 'function' ? headers(account as never) : headers;
  return new BoundHttp({
    connector,
    action,
    context,
    auth: authOf(connector, context),
    idempotency: idempotencyOf(connector, action as HttpAction),
    bases: basesOf(connector, account, options.overrides ?? {}),
    headers: Object.fromEntries(Object.entries(resolved).map(([name, value]) => [name.toLowerCase(), value])),
  });
}

interface DataCall {
  readonly connector: DataConnector;
  readonly context: RunContext;
  readonly options: CompileOptions;
  readonly account: JsonObject;
}

/** Lends a client and turns the driver's errors into the catalogue's. */
export async function withClient<T>({ connector, context, options, account }: DataCall, work: (client: unknown) => Promise<T>): Promise<T> {
  if (!options.clients) throw new PlatformError('bug', `No client pool was given to run ${connector.key}.`);
  const { credential, connectionId } = context.credential;
  const { driver } = connector;
  let lent = false;
  const begin = (client: unknown): Promise<T> => {
    lent = true;
    return work(client);
  };
  try {
    context.onDriver?.();
    const lease = { connectorKey: connector.key, driver, credential, account, signal: context.signal };
    return await options.clients.use(connectionId === undefined ? lease : { ...lease, connectionId }, begin);
  } catch (thrown) {
    const failure = driver.errorOf(thrown);
    if (!failure) throw thrown;
    // A connection that broke under a statement leaves open what it did; one that never came about does not.
    const sent = failure.sent ?? lent;
    throw new PlatformError(failure.code, context.redact(failure.message), {
      connector: connector.key,
      ...(failure.providerCode === undefined ? {} : { providerCode: failure.providerCode }),
      sent,
    });
  }
}

/** JSON has no `undefined`: such members are dropped, such list items become null. */
export function withoutUndefined(value: unknown): JsonValue {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object') return value as JsonValue;
  const clean: JsonObject = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) clean[name] = withoutUndefined(member);
  return clean;
}
