import { readDecisions, readSteps, type ConnectionUse, type EventRow, type ExecutionEnd, type ExecutionRow } from '@patchbay/executions';
import { compileConnector, parseDefinition } from '@patchbay/http-connectors';
import { newId, PlatformError, type JsonObject, type Principal, type Runnable, type WorkspaceId } from '@patchbay/kernel';
import { createOutboundHttp } from '@patchbay/platform';
import { startProvider, type Provider } from '@patchbay/testing';
import {
  NoAsyncIntake,
  NoCircuitBreaker,
  NoCredentials,
  NoRateLimits,
  Router,
  type CallAnswer,
  type CallRequest,
  type Clock,
  type RouterPorts,
} from '../src/index.js';

/** Time that runs by itself and jumps over every wait; the waits are kept. */
export class JumpingClock implements Clock {
  readonly waits: number[] = [];
  private jumpedMs = 0;

  nowMs(): number {
    return Date.now() + this.jumpedMs;
  }

  monotonicMs(): number {
    return performance.now() + this.jumpedMs;
  }

  sleep(ms: number): Promise<void> {
    this.waits.push(ms);
    this.jumpedMs += ms;
    return Promise.resolve();
  }
}

export interface Bench {
  readonly router: Router;
  readonly provider: Provider;
  readonly clock: JumpingClock;
  readonly workspaceId: WorkspaceId;
  /** What the recorder was given, in order. */
  readonly rows: ExecutionRow[];
  readonly ends: ExecutionEnd[];
  readonly events: EventRow[];
  readonly uses: ConnectionUse[];
  readonly applied: Parameters<RouterPorts['contacts']['applyMapped']>[0][];
  run(call?: Partial<CallRequest>): Promise<CallAnswer>;
  close(): Promise<void>;
}

export interface BenchSetting {
  /** What is resolved for every key; from the provider's URL when it is a function. */
  readonly runnable: Runnable | ((url: string) => Runnable);
  readonly ports?: Partial<RouterPorts>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly contacts?: Readonly<Record<string, JsonObject>>;
}

/** A router on real sockets, with a recorder and contacts that keep what they are given in memory. */
export async function startBench({ runnable, ports = {}, secrets = {}, contacts = {} }: BenchSetting): Promise<Bench> {
  const provider = await startProvider();
  const http = createOutboundHttp({ allow: ['127.0.0.0/8'] });
  const clock = new JumpingClock();
  const workspaceId = newId<WorkspaceId>();
  const [rows, ends, events, applied] = [[], [], [], []] as [ExecutionRow[], ExecutionEnd[], EventRow[], Bench['applied']];
  const uses: ConnectionUse[] = [];
  const resolved = typeof runnable === 'function' ? runnable(provider.url) : runnable;
  const router = new Router({
    registry: { resolve: () => Promise.resolve(resolved) },
    flags: { isOn: () => false },
    secrets: { open: ({ name }) => Promise.resolve(secrets[name]) },
    credentials: new NoCredentials(),
    limiter: new NoRateLimits(),
    breaker: new NoCircuitBreaker(),
    intake: new NoAsyncIntake(),
    http,
    recorder: {
      insert: async (row) => {
        rows.push(row);
      },
      sending: () => Promise.resolve(),
      finish: async (end) => {
        ends.push(end);
      },
      event: (event) => {
        events.push(event);
      },
      connectionUse: (use) => {
        uses.push(use);
      },
      hasRoom: () => true,
    },
    idempotency: {
      claim: () => Promise.resolve({ kind: 'fresh' }),
      complete: () => Promise.resolve(),
      release: () => Promise.resolve(),
      settleLater: () => undefined,
    },
    payloads: { seal: () => Buffer.from('sealed') },
    running: { begin: () => undefined, end: () => undefined },
    contacts: {
      get: (_, id) => {
        const contact = contacts[id];
        return contact ? Promise.resolve(contact as never) : Promise.reject(new PlatformError('not_found', 'There is no such contact.'));
      },
      applyMapped: async (update) => {
        applied.push(update);
      },
    },
    clock,
    random: () => 0.5,
    ...ports,
  });
  const principal: Principal = { kind: 'api_key', id: 'key-1', workspaceId, role: 'member', platformAdmin: false };
  return {
    router,
    provider,
    clock,
    workspaceId,
    rows,
    ends,
    events,
    uses,
    applied,
    run: (call) => router.execute({ principal, connectorKey: 'c1', mode: 'sync', trigger: 'api', traceId: 'f'.repeat(32), ...call }),
    close: async () => {
      await provider.close();
      await http.close();
    },
  };
}

/** A custom connector as it would come from the registry. `config.url` may begin with `/`: the provider's. */
export function customConnector(definition: Record<string, unknown>): (url: string) => Runnable {
  return (url) =>
    compileConnector({
      id: 'c1',
      version: 2,
      enabled: true,
      definition: parseDefinition(
        JSON.parse(JSON.stringify({ name: 'Phone Lookup', ...definition }).replaceAll('"url":"/', `"url":"${url}/`)),
        { maxSteps: 10 },
      ),
    });
}

/** A runnable whose run is written in the test. */
export function runnableOf(change: Partial<Runnable>): Runnable {
  return {
    connectorKey: 'acme',
    connectorName: 'Acme',
    source: 'builtin',
    version: 1,
    action: 'thing.do',
    effect: 'read',
    enabled: true,
    flags: [],
    auth: { kind: 'none' },
    rateLimits: [],
    totalTimeoutMs: 10_000,
    logResponseData: true,
    mappings: [],
    validateInput: (input) => input as never,
    run: () => Promise.resolve({ output: { ok: true } }),
    mapContact: () => ({}),
    ...change,
  };
}

/** The one row a call left, with its JSON texts read. */
export function lastRow(bench: Bench) {
  const row = { ...bench.rows.at(-1), ...bench.ends.at(-1) };
  const json = (text: string | undefined): never => (text === undefined ? undefined : JSON.parse(text)) as never;
  return {
    ...row,
    input: json(row.input),
    output: json(row.output),
    error: json(row.error),
    steps: readSteps(json(row.steps) ?? null, json(row.output)) as unknown as JsonObject[],
    attempts: json(row.attempts) as JsonObject[],
    decisions: readDecisions(json(row.decisions)),
    contactUpdates: json(row.contactUpdates),
    costs: json(row.costs),
  };
}
