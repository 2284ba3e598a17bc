import { isPlatformError, PlatformError } from '@patchbay/kernel';
import type { Logger } from '@patchbay/platform';

export interface SourceBreakerSettings {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly pauseMs: number;
}

export type SourceState = 'up' | 'down';

/**
 * Keeps callers from waiting for a service of the operator's that is away: after some failures in a row nobody asks it for a while, then one caller tries. Only
 * `credential_source_unavailable` counts; an answer that says no is an answer.
 */
export class SourceBreaker {
  private failed = 0;
  private openUntilMs = 0;
  private trying = false;

  constructor(
    readonly name: string,
    private readonly logger: Logger,
    private readonly settings: SourceBreakerSettings = { failures: 5, pauseMs: 5_000 },
    private readonly now: () => number = Date.now,
  ) {}

  get state(): SourceState {
    return this.failed >= this.settings.failures ? 'down' : 'up';
  }

  /** Throws what the work throws, and `credential_source_unavailable` without any work while it is open. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const open = this.state === 'down';
    const leftMs = this.openUntilMs - this.now();
    if (open && (leftMs > 0 || this.trying)) {
      throw new PlatformError('credential_source_unavailable', `${this.name} is away; it is asked again shortly.`, {
        retryAfterMs: Math.max(1_000, leftMs),
      });
    }
    this.trying = open;
    try {
      const result = await work();
      this.passed();
      return result;
    } catch (error) {
      if (isPlatformError(error) && error.code === 'credential_source_unavailable') this.missed();
      else this.passed();
      throw error;
    } finally {
      if (open) this.trying = false;
    }
  }

  private passed(): void {
    if (this.state === 'down') this.logger.info({ source: this.name }, 'a credential source answers again');
    this.failed = 0;
  }

  private missed(): void {
    this.failed += 1;
    if (this.failed < this.settings.failures) return;
    if (this.failed === this.settings.failures) this.logger.warn({ source: this.name }, 'a credential source is away');
    this.openUntilMs = this.now() + this.settings.pauseMs;
  }
}
