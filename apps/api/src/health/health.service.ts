import { Inject, Injectable, Optional } from '@nestjs/common';
import { CredentialSources } from '@patchbay/connections';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';

const CHECK_TIMEOUT_MS = 2_000;

export interface Readiness {
  readonly status: 'ok' | 'unavailable';
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
  /** Nango and Vault, where they are configured. One that is down stops the calls that need it, not the process. */
  readonly sources?: Readonly<Record<string, 'up' | 'down'>>;
}

/** Whether this process should be sent work: everything it needs answers, and it is not stopping. */
@Injectable()
export class HealthService {
  private stopping = false;

  constructor(
    @Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[],
    @Optional() private readonly sources?: CredentialSources,
  ) {}

  /** From now on the process answers "not ready", so that balancers look elsewhere. */
  markStopping(): void {
    this.stopping = true;
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      this.checks.map(async ({ name, check }) => [name, (await answersInTime(check)) ? 'up' : 'down'] as const),
    );
    const ready = !this.stopping && results.every(([, state]) => state === 'up');
    const sources = this.sources?.states() ?? {};
    return {
      status: ready ? 'ok' : 'unavailable',
      checks: Object.fromEntries(results),
      ...(Object.keys(sources).length > 0 ? { sources } : {}),
    };
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
