import { invalidInput, PlatformError, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { z } from 'zod';
import { jsonPath } from '../http/answer.js';

/**
 * JSON Schema 2020-12 of an action's input or output.
 * Throws `config_invalid` for what has no JSON form (transforms, dates, bigints, coercion), naming the action.
 */
export function toJsonSchema(schema: z.ZodType, side: 'input' | 'output', name: string): JsonObject {
  try {
    // Both directions, because a transform only shows in one of them.
    z.toJSONSchema(schema, { io: side === 'input' ? 'output' : 'input', override: refuseCoercion });
    return z.toJSONSchema(side === 'input' ? closed(schema) : schema, { io: side, override: refuseCoercion }) as JsonObject;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('config_invalid', `The ${side} of ${name} cannot be written as JSON Schema: ${why}`, {}, { cause });
  }
}

function refuseCoercion({ zodSchema }: { zodSchema: z.core.$ZodType }): void {
  const definition: unknown = zodSchema._zod.def;
  if (typeof definition === 'object' && definition !== null && 'coerce' in definition && definition.coerce === true) {
    throw new Error('coercion is not allowed; the input has to have the right type');
  }
}

/** A misspelt field of an input is an error that names it, unless the author declared the object open. */
function closed(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

/** Out: the input with defaults filled in. Throws `input_invalid` naming each field. */
export function inputValidator(schema: z.ZodType): (input: unknown) => JsonValue {
  const strict = closed(schema);
  return (input) => {
    const parsed = strict.safeParse(input ?? {});
    if (parsed.success) return parsed.data as JsonValue;
    throw invalidInput(
      parsed.error.issues.flatMap((issue) => {
        const path = jsonPath(issue.path);
        if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
        return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, message: 'Unknown field' }));
      }),
    );
  };
}
