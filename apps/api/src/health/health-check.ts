/** Something this process cannot work without, asked on `/health/ready`. */
export interface HealthCheck {
  readonly name: string;
  /** Rejects when it is not usable. */
  readonly check: () => Promise<unknown>;
}

export const HEALTH_CHECKS = Symbol('patchbay.health-checks');
