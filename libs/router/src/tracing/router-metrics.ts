import { metrics, type Attributes, type Counter, type Histogram } from '@opentelemetry/api';
import type { CostRecord, Runnable } from '@patchbay/kernel';
import type { AttemptEntry } from '../attempts/attempt-log.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/ */
const TOKENS = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

/** What is counted of a call once it has ended. */
export interface Executed {
  readonly runnable: Runnable | undefined;
  readonly status: string;
  readonly mode: string;
  readonly durationMs: number;
}

/** The router's counters and histograms. Their attributes have few values: a workspace's own connectors are all `custom`, ids belong to spans. */
export class RouterMetrics {
  private readonly executions: Counter;
  private readonly durations: Histogram;
  private readonly requests: Histogram;
  private readonly tokens: Histogram;
  private readonly refreshes: Counter;
  /** Lowest remaining quota a provider told since the last export, by connector. */
  private readonly quotas = new Map<string, number>();

  constructor() {
    const meter = metrics.getMeter('patchbay.router');
    const seconds = (name: string, description: string): Histogram =>
      meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: SECONDS } });
    this.executions = meter.createCounter('patchbay.executions', {
      description: 'Calls through the router, by how they ended',
      unit: '{execution}',
    });
    this.durations = seconds('patchbay.execution.duration', 'Duration of calls through the router');
    this.requests = seconds('patchbay.provider.request.duration', 'Duration of single requests to providers');
    this.tokens = meter.createHistogram('gen_ai.client.token.usage', {
      description: 'Tokens that models were given and gave',
      unit: '{token}',
      advice: { explicitBucketBoundaries: TOKENS },
    });
    this.refreshes = meter.createCounter('patchbay.credential.refreshes', {
      description: 'Credentials asked for anew after a provider refused one',
      unit: '{refresh}',
    });
    meter
      .createObservableGauge('patchbay.provider.quota.remaining', {
        description: 'Lowest remaining quota that the provider told since the last export',
        unit: '{request}',
      })
      .addCallback((result) => {
        for (const [connector, remaining] of this.quotas) result.observe(remaining, { 'patchbay.connector': connector });
        this.quotas.clear();
      });
  }

  executed({ runnable, status, mode, durationMs }: Executed): void {
    const attributes = { 'patchbay.connector': connectorLabel(runnable), 'patchbay.status': status, 'patchbay.mode': mode };
    this.executions.add(1, attributes);
    this.durations.record(durationMs / 1_000, attributes);
  }

  attempted(runnable: Runnable, { durationMs, request, response, error }: AttemptEntry): void {
    const connector = connectorLabel(runnable);
    const attributes: Attributes = { 'patchbay.connector': connector, 'http.request.method': request.method };
    if (response) attributes['http.response.status_code'] = response.status;
    if (error) attributes['error.type'] = error.code;
    this.requests.record(durationMs / 1_000, attributes);
    for (const { remaining } of runnable.rateLimitHeaders ?? []) {
      const left = remaining === undefined ? Number.NaN : Number(response?.headers[remaining.toLowerCase()] ?? Number.NaN);
      if (left >= 0) this.quotas.set(connector, Math.min(left, this.quotas.get(connector) ?? left));
    }
  }

  used({ provider, model, inputTokens, outputTokens }: CostRecord): void {
    const attributes = { 'gen_ai.provider.name': provider, 'gen_ai.request.model': model };
    this.tokens.record(inputTokens, { ...attributes, 'gen_ai.token.type': 'input' });
    this.tokens.record(outputTokens, { ...attributes, 'gen_ai.token.type': 'output' });
  }

  refreshed(runnable: Runnable, outcome: 'renewed' | 'none' | 'failed'): void {
    this.refreshes.add(1, { 'patchbay.connector': connectorLabel(runnable), 'patchbay.outcome': outcome });
  }
}

/** A built-in's key; workspaces make any number of their own. */
function connectorLabel(runnable: Runnable | undefined): string {
  if (!runnable) return 'unresolved';
  return runnable.source === 'builtin' ? runnable.connectorKey : 'custom';
}
