import type { PlatformError } from '@patchbay/kernel';

/** The runs this process has under way, and how to stop each. */
export class RunningRuns {
  private readonly stops = new Map<string, (reason: PlatformError) => void>();

  begin(executionId: string, stop: (reason: PlatformError) => void): void {
    this.stops.set(executionId, stop);
  }

  end(executionId: string): void {
    this.stops.delete(executionId);
  }

  has(executionId: string): boolean {
    return this.stops.has(executionId);
  }

  /** Out: whether this process runs it. */
  stop(executionId: string, reason: PlatformError): boolean {
    const stop = this.stops.get(executionId);
    stop?.(reason);
    return stop !== undefined;
  }
}
