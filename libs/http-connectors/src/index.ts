// Custom HTTP connectors: reads, checks and compiles what a workspace stores (DESIGN §5) into what the router runs.
// Templates, conditions, paths, bodies and patterns are bounded by construction: no eval, no prototype access, no backtracking.
// It knows no Nest, no database, no socket and no secret store; requests leave through RunContext.send.
export { parseDefinition, validateDefinition } from './definition/validate-definition.js';
export { compileConnector, type StoredConnector } from './plan/compile-connector.js';
export {
  ADVANCED_MAX_STEPS,
  BASIC_MAX_STEPS,
  MAX_PARALLEL_STEPS,
  TOTAL_TIMEOUT_MS,
  type AuthConfig,
  type BodyType,
  type ConditionConfig,
  type ConnectorDefinition,
  type DefinitionLimits,
  type FieldMapping,
  type KeyValue,
  type Method,
  type MultiStepConfig,
  type ParallelGroup,
  type RateLimiting,
  type RequestConfig,
  type RequestStep,
  type SingleStepConfig,
  type StepConfig,
} from './definition/definition.js';
export {
  importDrafts,
  IMPORT_KINDS,
  MAX_DRAFTS,
  type ImportedDrafts,
  type ImportKind,
  type ImportRequest,
  type OfferedOperation,
} from './importers/import-drafts.js';
export { type ImportedDraft } from './importers/draft.js';
export { type NeededSecret } from './importers/secret-names.js';
// What definitions of other kinds are checked and filled in with: the one engine of templates, conditions and schemas.
export { RESERVED_IDS } from './definition/validate-definition.js';
export { parseShape } from './definition/definition.schema.js';
export { Problems } from './definition/problems.js';
export { checkBounds } from './definition/json-bounds.js';
export { checkInputSchema, compileInputSchema, type ValidateInput } from './schema/input-schema.js';
export { compileCondition, type Condition } from './conditions/condition.js';
export { parseTemplate, referencesOf, type Template } from './templates/template.js';
export { type Reference } from './templates/reference.js';
export { compileValue, memberPath, type RenderValue } from './templates/value-template.js';
export { MAX_FILLED_CHARS, templateInvalid, type Scope } from './templates/scope.js';
