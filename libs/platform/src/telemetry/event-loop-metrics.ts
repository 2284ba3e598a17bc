import { metrics, type ObservableGauge } from '@opentelemetry/api';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const RESOLUTION_MS = 20;
const NS = 1e9;

/** How late the event loop is, since the last export. https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/ Out: how to stop. */
export function observeEventLoop(): () => void {
  const meter = metrics.getMeter('patchbay.process');
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let busySince = performance.eventLoopUtilization();
  const gauge = (name: string, description: string, unit: string): ObservableGauge =>
    meter.createObservableGauge(`nodejs.eventloop.${name}`, { description, unit });
  const p50 = gauge('delay.p50', 'Median delay of the event loop', 's');
  const p99 = gauge('delay.p99', 'Delay of the event loop that 1 in 100 exceeds', 's');
  const max = gauge('delay.max', 'Longest delay of the event loop', 's');
  const utilization = gauge('utilization', 'Share of the time in which the event loop was busy', '1');
  const memory = meter.createObservableGauge('process.memory.usage', { description: 'Resident memory', unit: 'By' });
  const instruments = [p50, p99, max, utilization, memory];
  const look: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => {
    // A histogram without a value has NaN in it.
    if (delay.count > 0) {
      result.observe(p50, delay.percentile(50) / NS);
      result.observe(p99, delay.percentile(99) / NS);
      result.observe(max, delay.max / NS);
    }
    result.observe(utilization, performance.eventLoopUtilization(busySince).utilization);
    result.observe(memory, process.memoryUsage.rss());
    busySince = performance.eventLoopUtilization();
    delay.reset();
  };
  meter.addBatchObservableCallback(look, instruments);
  return () => {
    meter.removeBatchObservableCallback(look, instruments);
    delay.disable();
  };
}
