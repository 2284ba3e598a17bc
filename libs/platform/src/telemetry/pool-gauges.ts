import { metrics } from '@opentelemetry/api';

interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Connections in use and callers that wait for one. https://opentelemetry.io/docs/specs/semconv/database/database-metrics/ Out: how to stop. */
export function observePools(pools: Readonly<Record<string, Pool>>): () => void {
  const meter = metrics.getMeter('patchbay.database');
  const count = meter.createObservableGauge('db.client.connection.count', {
    description: 'Database connections, by state',
    unit: '{connection}',
  });
  const pending = meter.createObservableGauge('db.client.connection.pending_requests', {
    description: 'Callers that wait for a connection',
    unit: '{request}',
  });
  const look: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => {
    for (const [name, pool] of Object.entries(pools)) {
      const attributes = { 'db.client.connection.pool.name': name };
      result.observe(count, pool.idleCount, { ...attributes, 'db.client.connection.state': 'idle' });
      result.observe(count, pool.totalCount - pool.idleCount, { ...attributes, 'db.client.connection.state': 'used' });
      result.observe(pending, pool.waitingCount, attributes);
    }
  };
  meter.addBatchObservableCallback(look, [count, pending]);
  return () => meter.removeBatchObservableCallback(look, [count, pending]);
}
