// A process of its own that opens the platform, for tests that kill it. In: the environment a start reads. Out: one JSON line when it is open;
// a start that is refused says why on stderr and ends with 1.
import { isPlatformError } from '@patchbay/kernel';
import { bootPlatform, ConfigError, loadConfig } from '@patchbay/platform';

try {
  const platform = await bootPlatform(loadConfig({ LOG_LEVEL: 'silent', ...process.env }));
  process.stdout.write(`${JSON.stringify({ ownerUrl: platform.ownerUrl })}\n`);
  process.once('SIGTERM', () => void platform.stop().then(() => process.exit(0)));
  // Alive until told otherwise, as a server is.
  setInterval(() => undefined, 60_000);
} catch (error) {
  if (!(error instanceof ConfigError) && !(isPlatformError(error) && error.code === 'config_invalid')) throw error;
  process.stderr.write(error.message);
  process.exit(1);
}
