import { SpanKind, trace } from '@opentelemetry/api';
import { inSpan, recordingSpan } from './in-span.js';

const VERB = /^\s*(?:with\b[\s\S]*?\)\s*)?(select|insert|update|delete|begin|commit|rollback|set|copy)\b/i;
const TABLE = /\b(?:from|into|update)\s+(?:only\s+)?([a-z_][\w.]*)/i;

/**
 * A client span for a statement, below the span that is open; without one nothing is made. Named by verb and table: the text stays out, and the values
 * never were in it. https://opentelemetry.io/docs/specs/semconv/database/postgresql/
 */
export function inDatabaseSpan<T>(text: string, work: () => Promise<T>): Promise<T> {
  if (!recordingSpan()) return work();
  const operation = VERB.exec(text)?.[1]?.toUpperCase() ?? 'QUERY';
  const table = TABLE.exec(text)?.[1];
  const summary = table === undefined ? operation : `${operation} ${table}`;
  const attributes = {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    'db.query.summary': summary,
    ...(table === undefined ? {} : { 'db.collection.name': table }),
  };
  return inSpan(trace.getTracer('patchbay.database').startSpan(summary, { kind: SpanKind.CLIENT, attributes }), work);
}
