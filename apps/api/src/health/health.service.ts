import { Inject, Injectable } from '@nestjs/common';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';

const CHECK_TIMEOUT_MS = 2_000;

export interface Readiness {
  readonly status: 'ok' | 'unavailable';
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}

/** Whether this process should be sent work: everything it needs answers, and it is not stopping. */
@Injectable()
export class HealthService {
  private stopping = false;

  constructor(@Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[]) {}

  /** From now on the process answers "not ready", so that balancers look elsewhere. */
  markStopping(): void {
    this.stopping = true;
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      this.checks.map(async ({ name, check }) => [name, (await answersInTime(check)) ? 'up' : 'down'] as const),
    );
    const ready = !this.stopping && results.every(([, state]) => state === 'up');
    return { status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) };
  }
}

async function answersInTime(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([
      check().then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
