import { errorFacts } from './catalog.js';
import type { FieldProblem, PlatformError } from './platform-error.js';

/** RFC 9457 problem document as answered on the wire. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: readonly FieldProblem[];
  traceId?: string;
  executionId?: string;
}

/** The wire form of an error. `type` is a relative reference into the docs' error list. */
export function toProblemDocument(error: PlatformError, context: { traceId?: string; executionId?: string } = {}): ProblemDocument {
  const facts = errorFacts(error.code);
  const executionId = context.executionId ?? error.detail.executionId;
  return {
    type: `/docs/errors#${error.code}`,
    title: facts.title,
    status: facts.status,
    detail: error.message,
    code: error.code,
    ...(error.detail.errors ? { errors: error.detail.errors } : {}),
    ...(context.traceId ? { traceId: context.traceId } : {}),
    ...(executionId ? { executionId } : {}),
  };
}
