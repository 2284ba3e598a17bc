import { pino, type DestinationStream, type Logger } from 'pino';
import { currentTrace } from './current-trace.js';
import { recordingSpan } from './in-span.js';
import { bridgedLine } from './log-bridge.js';

export type { Logger } from 'pino';

/** Injection token of the process's logger. */
export const LOGGER = Symbol('Logger');

/** Where a secret could slip into a log line by mistake, at the top or one level down; callers are held never to log these in the first place. */
const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'clientSecret',
  'headers',
  'body',
];
const REDACTED = [...SECRET_MEMBERS, ...SECRET_MEMBERS.map((name) => `*.${name}`), 'err.config', 'err.request'];

/** Must stay below what the stream writes at once (16 KiB), else it refuses to open. */
const BUFFERED_BYTES = 8_192;
const FLUSH_EVERY_MS = 100;

/** JSON lines on stdout with the trace id of the work they belong to. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { err: shownError },
    mixin: whereabouts,
    hooks: { streamWrite: bridgedLine },
  };
  return pino(options, destination ?? bufferedStdout());
}

/** The trace and, while one is open, the span a line belongs to. */
function whereabouts(): object {
  const belongsTo = currentTrace.get() ?? {};
  const span = recordingSpan();
  return span ? { ...belongsTo, spanId: span.spanContext().spanId } : belongsTo;
}

/**
 * Lines leave together, at the latest after FLUSH_EVERY_MS: one write of the kernel for many requests. pino itself writes what is left at the end of
 * the process and after a fatal line; only SIGKILL can take the last moment's lines along.
 */
function bufferedStdout(): DestinationStream {
  return pino.destination({ fd: 1, sync: false, minLength: BUFFERED_BYTES, periodicFlush: FLUSH_EVERY_MS });
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** An allow-list: drivers hang whole connections, requests and rows onto their errors. */
function shownError(error: unknown): LoggedError | unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    type: error.name,
    message: error.message,
    ...code,
    ...(error.stack ? { stack: error.stack } : {}),
    ...(error.cause instanceof Error ? { cause: shownError(error.cause) } : {}),
  };
}
