import type { JsonObject, JsonValue } from '@patchbay/kernel';
import { isJsonObject } from '@patchbay/kernel';
import { buildSchema, getOperationAST, getVariableValues, parse, validate, type GraphQLSchema } from 'graphql';
import { mediaType, type SentRequest } from '../sent-request.js';
import type { Verdict, VendorRules } from './spec-oracle.js';

/** Judges GraphQL requests by a vendor's SDL: unknown fields, missing arguments, wrong variables. */
export class GraphqlOracle {
  private readonly schema: GraphQLSchema;

  constructor(
    document: JsonObject,
    private readonly rules: VendorRules = () => [],
  ) {
    this.schema = buildSchema(String(document['sdl']));
  }

  judgeRequest(request: SentRequest): Verdict {
    if (mediaType(request) !== 'application/json') return { operation: 'graphql', problems: ['content type is not application/json'] };
    const body: JsonValue = JSON.parse(Buffer.from(request.body).toString()) as JsonValue;
    if (!isJsonObject(body) || typeof body['query'] !== 'string') return { operation: 'graphql', problems: ['the body has no query'] };
    const document = parse(body['query']);
    const operation = getOperationAST(document);
    const problems = validate(this.schema, document).map((error) => error.message);
    if (operation && problems.length === 0) {
      const values = getVariableValues(
        this.schema,
        operation.variableDefinitions ?? [],
        isJsonObject(body['variables']) ? body['variables'] : {},
      );
      problems.push(
        ...(values.errors ?? []).map((error) => error.message),
        ...unusedVariables(operation.variableDefinitions ?? [], body['variables']),
      );
    }
    const ruled = { operation: 'graphql', url: new URL(request.url), path: {}, query: {}, body };
    return { operation: 'graphql', problems: [...problems, ...this.rules(ruled)] };
  }

  /** Answers are judged by their `expect` schemas only. */
  judgeAnswer(): readonly string[] {
    return [];
  }
}

function unusedVariables(
  definitions: readonly { readonly variable: { readonly name: { readonly value: string } } }[],
  given: JsonValue | undefined,
): string[] {
  const known = new Set(definitions.map((definition) => definition.variable.name.value));
  return Object.keys(isJsonObject(given) ? given : {})
    .filter((name) => !known.has(name))
    .map((name) => `variable ${name} is not declared`);
}
