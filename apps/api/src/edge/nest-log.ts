import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@patchbay/platform';

/** Nest's own messages in our log. Its start-up chatter is only of interest when debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug({ from: 'nest' }, String(message));
  }

  debug(message: unknown): void {
    this.logger.debug({ from: 'nest' }, String(message));
  }

  verbose(message: unknown): void {
    this.logger.trace({ from: 'nest' }, String(message));
  }

  warn(message: unknown): void {
    this.logger.warn({ from: 'nest' }, String(message));
  }

  error(message: unknown, stack?: unknown): void {
    this.logger.error({ from: 'nest', stack }, String(message));
  }

  fatal(message: unknown): void {
    this.logger.fatal({ from: 'nest' }, String(message));
  }
}
