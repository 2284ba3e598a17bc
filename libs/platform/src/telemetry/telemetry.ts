import type { Logger } from 'pino';
import type { TelemetrySignals } from '../config/platform-config.js';
import type { Telemetry } from './otel-sdk.js';

export type { Telemetry } from './otel-sdk.js';

/** Starts OpenTelemetry when a signal has somewhere to go. Otherwise none of its code is loaded and every span and instrument is a no-op. */
export async function startTelemetry(signals: TelemetrySignals | undefined, logger: Logger): Promise<Telemetry> {
  if (!signals) return { close: () => Promise.resolve() };
  const { startSdk } = await import('./otel-sdk.js');
  return startSdk(signals, logger);
}
