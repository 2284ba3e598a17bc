import { RUN_QUEUE } from '@patchbay/executions';
import type { Database, WorkQueues } from '@patchbay/platform';

/** Something this process cannot work without, asked on `/health/ready`. */
export interface HealthCheck {
  readonly name: string;
  /** Rejects when it is not usable. */
  readonly check: () => Promise<unknown>;
}

export const HEALTH_CHECKS = Symbol('patchbay.health-checks');

/** What every role needs. */
export function healthChecks(database: Database, queues: WorkQueues): HealthCheck[] {
  const queue = queues.open(RUN_QUEUE);
  return [
    { name: 'database', check: () => database.ping() },
    { name: 'queue', check: () => queue.ping() },
  ];
}
