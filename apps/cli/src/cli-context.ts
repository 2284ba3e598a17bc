import { resolve } from 'node:path';
import { loadConfig, type PlatformConfig } from '@patchbay/platform';

/** What a command may touch of the world. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project's folder: `npm start` runs there, so relative settings mean the same here. */
  readonly projectDir: string;
  /** Results, for people and pipes. */
  readonly print: (line: string) => void;
  /** Everything else: progress, hints, problems. */
  readonly tell: (line: string) => void;
  readonly now: () => Date;
}

/** A problem the reader can solve: shown as one sentence, exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** The configuration the server would have. Throws `ConfigError` with every problem. */
export function serverConfig({ env, projectDir }: CliContext): PlatformConfig {
  return loadConfig({ ...env, PATCHBAY_DATA_DIR: resolve(projectDir, env['PATCHBAY_DATA_DIR'] || '.patchbay') });
}
