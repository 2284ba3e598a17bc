import { diag, DiagLogLevel } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { Logger } from 'pino';
import type { TelemetrySignals } from '../config/platform-config.js';
import { observeEventLoop } from './event-loop-metrics.js';
import { startLogBridge } from './log-bridge.js';
import { traceIdGenerator } from './root-span.js';
import { SparingDiagLog } from './sparing-diag-log.js';

export interface Telemetry {
  /** Sends what is there, for a short while at most. */
  close(): Promise<void>;
}

/** What is not sent by then is lost: a collector that is gone must not hold up the stop. */
const CLOSE_WITHIN_MS = 1_500;

/**
 * The SDK with our own spans only. Endpoints, protocols, headers, sampler, limits and batch sizes are the standard OTEL_* variables, which it reads itself;
 * its queues are bounded and drop.
 */
export function startSdk(signals: TelemetrySignals, logger: Logger): Telemetry {
  const sdk = new NodeSDK({
    serviceName: signals.serviceName,
    idGenerator: traceIdGenerator,
    instrumentations: [],
    ...(signals.traces ? {} : { spanProcessors: [] }),
    ...(signals.metrics ? {} : { metricReaders: [] }),
    ...(signals.logs ? {} : { logRecordProcessors: [] }),
  });
  diag.setLogger(new SparingDiagLog(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  sdk.start();
  const stopBridge = signals.logs ? startLogBridge() : undefined;
  const stopWatching = signals.metrics ? observeEventLoop() : undefined;
  return {
    async close() {
      stopBridge?.();
      const late = new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
      await Promise.race([sdk.shutdown().catch(() => undefined), late]);
      stopWatching?.();
    },
  };
}
