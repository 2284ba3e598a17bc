import type { Logger } from 'pino';
import type { TelemetrySignals } from '../config/platform-config.js';

export interface Telemetry {
  /** Sends what is there, for a short while at most. */
  close(): Promise<void>;
}

/** Starts OpenTelemetry when a signal has somewhere to go. Otherwise none of its code is loaded and every span and instrument is a no-op. */
export async function startTelemetry(signals: TelemetrySignals | undefined, logger: Logger): Promise<Telemetry> {
  if (!signals) return { close: () => Promise.resolve() };
  const { startSdk } = await import('./otel-sdk.js');
  return startSdk(signals, logger);
}
