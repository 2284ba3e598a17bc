import { startOtlpReceiver, type OtlpReceiver } from '@patchbay/testing';
import { startTestApi, type TestApi } from './test-api.js';
import { World } from './world.js';

/** Sent soon, so that a test does not wait for the SDK's patience. */
const SOON = {
  OTEL_BSP_SCHEDULE_DELAY: '50',
  OTEL_BLRP_SCHEDULE_DELAY: '50',
  OTEL_METRIC_EXPORT_INTERVAL: '300',
  OTEL_METRIC_EXPORT_TIMEOUT: '300',
};

export interface TelemetryWorld {
  readonly receiver: OtlpReceiver;
  readonly api: TestApi;
  readonly world: World;
  close(): Promise<void>;
}

/** The whole app sending all its signals to a receiver. The SDK reads the process's own variables, so they are set there and taken back. */
export async function startTelemetryWorld(environment: Readonly<Record<string, string>> = {}): Promise<TelemetryWorld> {
  const receiver = await startOtlpReceiver();
  const all: Record<string, string> = { ...SOON, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...environment };
  Object.assign(process.env, all);
  const api = await startTestApi(all);
  const world = await World.create(api);
  return {
    receiver,
    api,
    world,
    async close() {
      await world.close();
      await api.close();
      await receiver.close();
      for (const name of Object.keys(all)) delete process.env[name];
    },
  };
}
