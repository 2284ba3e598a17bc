// Kernel: the words every other library speaks — errors, ids, access, execution records, the outbound HTTP port.
// It owns no I/O, no Nest, no configuration; it imports nothing of Patchbay.
export { ERROR_CATALOG, errorFacts, type ErrorCode, type Fault, type RetryRule } from './errors/catalog.js';
export {
  PlatformError,
  isPlatformError,
  toPlatformError,
  invalidInput,
  isErrorCode,
  type ErrorDetail,
  type FieldProblem,
} from './errors/platform-error.js';
export { toProblemDocument, type ProblemDocument } from './errors/problem-document.js';
export { newId, isUuid, idTimeMs, idAt, type WorkspaceId, type ExecutionId, type ConnectionId, type ContactId } from './ids/ids.js';
export { isJsonObject, type JsonValue, type JsonObject } from './json/json.js';
export { canonicalJson } from './json/canonical-json.js';
export { ROLES, SCOPES, roleAtLeast, hasScope, type Principal, type Role, type Scope } from './access/principal.js';
export { EXECUTION_STATUSES, LEGAL_MOVES, isFinal, mayMove, statusOfFailure, type ExecutionStatus } from './execution/status.js';
export { EFFECTS, effectOfMethod, isIdempotentMethod, type Effect } from './execution/effect.js';
export {
  ROUTER_STEPS,
  type RouterStepName,
  type Decision,
  type ShownRequest,
  type ShownResponse,
  type ShownError,
  type AttemptRecord,
  type StepStatus,
  type StepRecord,
  type CostRecord,
  type ListPrice,
} from './execution/records.js';
export { type OutboundHttp, type OutboundRequest, type OutboundResponse } from './http/outbound.js';
export { secretsOf, type Credential, type ResolvedCredential } from './execution/credential.js';
export {
  type Runnable,
  type RunContext,
  type RunResult,
  type ProviderRequest,
  type SendToProvider,
  type RateLimitRule,
  type RateLimitHeaders,
  type ProviderIdempotency,
  type ContactMapping,
  type AuthNeed,
} from './execution/runnable.js';
export {
  encodeCursor,
  decodeCursor,
  decodeIdCursor,
  decodeValueCursor,
  pageOfAll,
  toPage,
  type Page,
  type PageRequest,
} from './paging/page.js';
export { Redactor, REDACTED, MAX_STORED_JSON_BYTES } from './redaction/redactor.js';
export { mapSensitiveParameters } from './redaction/url-parameters.js';
export { isSensitiveHeader, isSensitiveMember, isSensitiveParameter } from './redaction/sensitive-names.js';
export { CONTACT_FIELDS, isContactField, isContactTarget, customFieldOfTarget, type ContactField } from './contacts/contact-fields.js';
