import { SetMetadata } from '@nestjs/common';
import type { ErrorCode } from '@patchbay/kernel';
import type { JsonSchema } from '../dto/field-registry.js';

/** How the published document tells of one route. Path, parameters, body and access come from the route itself. */
export interface OperationFacts {
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** Status of success; 200 when absent. Must agree with `@HttpCode`. */
  readonly status?: number;
  /** Schema of the answer; absent: no body. */
  readonly answer?: JsonSchema;
  /** Media type of the answer; `application/json` when absent. */
  readonly mediaType?: string;
  readonly example?: unknown;
  /** Further answers that are no problems, by status. */
  readonly otherAnswers?: Readonly<Record<number, JsonSchema>>;
  /** Problems of its own, beside those every route can answer. */
  readonly problems?: readonly ErrorCode[];
  /** For a body that is no DTO. */
  readonly body?: { readonly schema: JsonSchema; readonly examples?: Readonly<Record<string, unknown>> };
  /** Example of a DTO body; composed from the fields' examples when absent. */
  readonly bodyExample?: unknown;
}

export const OPERATION = Symbol('patchbay.operation');

export const Operation = (facts: OperationFacts): MethodDecorator => SetMetadata(OPERATION, facts);
