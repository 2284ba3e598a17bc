import { pino, type DestinationStream, type Logger } from 'pino';
import { currentTrace } from './current-trace.js';

export type { Logger } from 'pino';

/** Injection token of the process's logger. */
export const LOGGER = Symbol('Logger');

/** Where a secret could slip into a log line by mistake; callers are held never to log these in the first place. */
const REDACTED = ['authorization', 'cookie', 'password', 'secret', 'token', 'apiKey', 'headers.authorization', 'headers.cookie', 'req.headers', 'err.config', 'err.request'];

/** JSON lines on stdout with the trace id of the work they belong to. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    mixin: () => currentTrace.get() ?? {},
  };
  return destination ? pino(options, destination) : pino(options);
}
