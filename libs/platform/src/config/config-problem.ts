/** Wrong or missing environment variables: one line each, naming the variable and the fix. Stops the start. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
