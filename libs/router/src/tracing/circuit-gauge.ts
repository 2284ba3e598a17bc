import { metrics, type ObservableCallback } from '@opentelemetry/api';
import type { HostCircuitBreaker } from '../breaker/host-circuit-breaker.js';

/** How many circuits of this process are open, half open and closed. Out: how to stop. */
export function observeCircuits(breaker: Pick<HostCircuitBreaker, 'counts'>): () => void {
  const gauge = metrics.getMeter('patchbay.router').createObservableGauge('patchbay.breaker.circuits', {
    description: 'Circuits that this process knows, by state',
    unit: '{circuit}',
  });
  const look: ObservableCallback = (result) => {
    for (const [state, count] of Object.entries(breaker.counts())) result.observe(count, { 'patchbay.state': state });
  };
  gauge.addCallback(look);
  return () => gauge.removeCallback(look);
}
