import type { Logger } from '@patchbay/platform';

/** What is still open this long after the signal is abandoned: the contract gives five seconds in all. */
const DEADLINE_MS = 4_800;

/** What was opened, to be closed in the opposite order. */
export class StopSequence {
  private readonly closers: (() => Promise<void>)[] = [];
  private stopping: Promise<never> | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly exit: (code: number) => never = (code) => process.exit(code),
  ) {}

  /** Remembers how to close what was just opened. */
  opened(close: () => Promise<void>): void {
    this.closers.push(close);
  }

  /** Closes everything and ends the process. Asked again while it works, it just goes on. */
  stop(code: number): Promise<never> {
    return (this.stopping ??= this.closeAll(code));
  }

  private async closeAll(code: number): Promise<never> {
    const late = setTimeout(() => {
      this.logger.error('stopping took too long; what is left was abandoned');
      this.exit(code === 0 ? 1 : code);
    }, DEADLINE_MS);
    for (const close of this.closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        this.logger.error({ err: error }, 'something could not be closed');
      }
    }
    clearTimeout(late);
    return this.exit(code);
  }
}
