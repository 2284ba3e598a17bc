import { context, isSpanContextValid, logs, ROOT_CONTEXT, SeverityNumber, trace, TraceFlags, type Context } from '@opentelemetry/api';

type Line = Readonly<Record<string, unknown>>;

const SEVERITIES: Readonly<Record<string, SeverityNumber>> = {
  trace: SeverityNumber.TRACE,
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
};
/** Told elsewhere in a record, or by the record's own trace. */
const NO_ATTRIBUTES = new Set(['level', 'time', 'msg', 'traceId', 'spanId']);
/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
const ERROR_MEMBERS = { type: 'exception.type', message: 'exception.message', stack: 'exception.stacktrace', code: 'error.type' } as const;

/** Levels below warn; the level is a line's first member. */
const QUIET = /^\{"level":"(?:trace|debug|info)"/;

let pass: ((text: string) => void) | undefined;

/** Log lines go to OpenTelemetry's logger from now on; out: how to stop. */
export function startLogBridge(): () => void {
  pass = emit;
  return () => {
    pass = undefined;
  };
}

/** Takes a finished line of the log, hands it on as it is. What pino has redacted is redacted here too: the line is all that is read. */
export function bridgedLine(text: string): string {
  pass?.(text);
  return text;
}

/**
 * Lines below `warn` of traces that are not sampled stay in the log alone: at a tenth of the traces nine of ten lines are not worth their price. The rule is
 * the SDK's `trace_based`: https://opentelemetry.io/docs/specs/otel/logs/sdk/#loggerconfig
 */
function emit(text: string): void {
  const current = trace.getSpanContext(context.active());
  if (current && (current.traceFlags & TraceFlags.SAMPLED) === 0 && QUIET.test(text)) return;
  const line = JSON.parse(text) as Line;
  const level = String(line['level']);
  logs.getLogger('patchbay').emit({
    timestamp: new Date(String(line['time'])),
    severityNumber: SEVERITIES[level] ?? SeverityNumber.UNSPECIFIED,
    severityText: level,
    body: String(line['msg'] ?? ''),
    attributes: attributesOf(line),
    context: contextOf(line),
  });
}

function attributesOf(line: Line): Record<string, string | number | boolean> {
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(line)) {
    if (NO_ATTRIBUTES.has(name) || value === undefined || value === null) continue;
    if (name === 'err' && typeof value === 'object') Object.assign(attributes, errorAttributes(value as Line));
    else attributes[name] = plain(value);
  }
  return attributes;
}

function errorAttributes(error: Line): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ERROR_MEMBERS).flatMap(([member, name]) => (typeof error[member] === 'string' ? [[name, error[member]]] : [])),
  );
}

const plain = (value: unknown): string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);

/** The span that is current while the line is written; else what the line itself says it belongs to. */
function contextOf(line: Line): Context {
  const active = context.active();
  const { traceId, spanId } = line;
  if (trace.getSpanContext(active)?.traceId === traceId || typeof traceId !== 'string' || typeof spanId !== 'string') return active;
  const told = { traceId, spanId, traceFlags: TraceFlags.NONE };
  return isSpanContextValid(told) ? trace.setSpanContext(ROOT_CONTEXT, told) : active;
}
