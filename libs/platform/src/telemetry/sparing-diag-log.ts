import type { DiagLogger } from '@opentelemetry/api';
import type { Logger } from 'pino';

const EVERY_MS = 60_000;
const MAX_CHARS = 300;
const MAX_KINDS = 100;

/** The SDK's own complaints in our log: each kind at most once a minute, so that a dead collector does not fill it. */
export class SparingDiagLog implements DiagLogger {
  private readonly toldAtMs = new Map<string, number>();

  constructor(
    private readonly logger: Logger,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  error(message: string, ...more: unknown[]): void {
    this.tell(message, more);
  }

  warn(message: string, ...more: unknown[]): void {
    this.tell(message, more);
  }

  info(): void {}
  debug(): void {}
  verbose(): void {}

  private tell(message: string, more: readonly unknown[]): void {
    const problem = [message, ...more.filter((part) => typeof part === 'string')].join(' ').slice(0, MAX_CHARS);
    const kind = problem.replaceAll(/\d+/g, 'n');
    const toldAtMs = this.toldAtMs.get(kind);
    if (toldAtMs !== undefined && this.nowMs() - toldAtMs < EVERY_MS) return;
    if (this.toldAtMs.size >= MAX_KINDS) this.toldAtMs.clear();
    this.toldAtMs.set(kind, this.nowMs());
    this.logger.warn({ from: 'opentelemetry', problem }, 'telemetry could not be sent as it should; calls go on');
  }
}
