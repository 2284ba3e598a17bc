import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { invalidInput, type FieldProblem, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { Problems } from '../definition/problems.js';
import { memberPath } from '../templates/value-template.js';
import { inputBoundsProblem } from './input-bounds.js';
import { LinearPattern } from './linear-pattern.js';
import { COST_KEYWORD, costOf, withCosts, type SchemaCost } from './schema-costs.js';
import { checkSchemaRules } from './schema-rules.js';

/** Work of one validation, in steps of pattern automata: some tenths of a second at most. */
const MAX_STEPS = 3_000_000;
/** Steps of one unit of a schema's cost. */
const UNIT_STEPS = 5;
/** No format describes a longer text; longer ones do not reach its regular expression. */
const MAX_FORMAT_CHARS = 2_048;
const MAX_TOLD = 50;
const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
const DRAFT_2020 = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** Validation is synchronous, so one counter serves every schema of the process. */
let stepsLeft = MAX_STEPS;

function spend(steps: number): void {
  stepsLeft -= steps;
  if (stepsLeft < 0)
    throw invalidInput([{ path: 'input', message: 'takes too long to check against the input schema; send fewer or shorter values' }]);
}

// Named `code` because ajv wants to know how to write the engine into stand-alone code, which is never done here.
const linearEngine = Object.assign((pattern: string) => new LinearPattern(pattern, spend), { code: 'LinearPattern' });

const OPTIONS: Options = {
  allErrors: true,
  useDefaults: true,
  coerceTypes: false,
  strict: false,
  logger: false,
  validateSchema: false,
  meta: false,
  code: { regExp: linearEngine },
  formats: boundedFormats(),
};

const dialects = { draft07: Ajv, draft2020: Ajv2020 };
type Dialect = keyof typeof dialects;
/** Know the meta-schemas only: an instance keeps parts of everything it compiles for ever. */
const metaValidators = { draft07: new Ajv({ logger: false }), draft2020: new Ajv2020({ logger: false }) };

/** A compiled input schema. No input at all is an empty object. Out: the input with defaults filled in; the caller's value is not changed. Throws `input_invalid` with paths such as `input.phone`. */
export type ValidateInput = (input: unknown) => JsonValue;

/** Checks that a schema is valid JSON Schema (2020-12, or draft-07 when `$schema` says so) and safe to run. */
export function checkInputSchema(schema: JsonObject, path: string, problems: Problems): void {
  const dialect = dialectOf(schema);
  if (!dialect)
    return problems.add(
      memberPath(path, '$schema'),
      'must be https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#',
    );
  const before = problems.list.length;
  checkSchemaRules(schema, path, problems);
  if (problems.list.length > before) return;
  const ajv = metaValidators[dialect];
  if (ajv.validateSchema(schema) !== true) {
    for (const error of (ajv.errors ?? []).slice(0, MAX_TOLD)) problems.add(placeOf(error.instancePath, path), messageOf(error));
    return;
  }
  try {
    compile(schema, dialect);
  } catch {
    problems.add(path, 'is not a usable JSON Schema');
  }
}

/** Compiles a checked schema. */
export function compileInputSchema(schema: JsonObject): ValidateInput {
  const validate = compile(schema, dialectOf(schema) ?? 'draft2020');
  const hasDefaults = JSON.stringify(schema).includes('"default"');
  return (sent) => {
    const given = sent === undefined ? {} : sent;
    const problem = inputBoundsProblem(given);
    if (problem) throw invalidInput([problem]);
    const input = hasDefaults ? (structuredClone(given) as JsonValue) : (given as JsonValue);
    stepsLeft = MAX_STEPS;
    if (validate(input)) return input;
    throw invalidInput(fieldProblems(validate.errors ?? []));
  };
}

function dialectOf(schema: JsonObject): Dialect | undefined {
  const declared = schema['$schema'];
  if (declared === undefined) return 'draft2020';
  if (typeof declared !== 'string') return undefined;
  if (DRAFT_07.test(declared)) return 'draft07';
  return DRAFT_2020.test(declared) ? 'draft2020' : undefined;
}

/** Each schema gets an instance of its own (about 40 µs), which goes when the connector goes. */
function compile(schema: JsonObject, dialect: Dialect): ValidateFunction {
  const ajv = new dialects[dialect](OPTIONS);
  ajv.addKeyword({
    keyword: COST_KEYWORD,
    compile: (cost: SchemaCost) => (value: unknown) => {
      spend(UNIT_STEPS * costOf(cost, value));
      return true;
    },
  });
  return ajv.compile(withCosts(schema) as JsonObject);
}

function fieldProblems(errors: readonly ErrorObject[]): FieldProblem[] {
  return errors.slice(0, MAX_TOLD).map((error) => ({ path: fieldOf(error), message: messageOf(error) }));
}

/** The field an error is about; a missing or unknown member is named itself. */
function fieldOf(error: ErrorObject): string {
  const place = placeOf(error.instancePath, 'input');
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params as Record<string, unknown>;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  return typeof member === 'string' ? memberPath(place, member.slice(0, 100)) : place;
}

function messageOf({ keyword, message, params }: ErrorObject): string {
  if (keyword === 'required' || keyword === 'dependentRequired') return 'is required';
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return 'is not a known field';
  if (keyword === 'enum') return `must be one of ${JSON.stringify((params as { allowedValues?: unknown }).allowedValues)?.slice(0, 300)}`;
  return message ?? 'is not valid';
}

/** A JSON path from a JSON pointer. */
function placeOf(pointer: string, start: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, part) => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return memberPath(path, /^\d{1,9}$/.test(name) ? Number(name) : name.slice(0, 100));
    }, start);
}

/** The formats of ajv-formats for texts, none of which sees a text longer than MAX_FORMAT_CHARS. */
function boundedFormats(): Record<string, (text: string) => boolean> {
  return Object.fromEntries(
    Object.entries(fullFormats).flatMap(([name, format]) => {
      const test = formatTest(format);
      return test ? [[name, (text: string) => text.length <= MAX_FORMAT_CHARS && test(text)]] : [];
    }),
  );
}

function formatTest(format: unknown): ((text: string) => boolean) | undefined {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'function') return format as (text: string) => boolean;
  if (typeof format !== 'object' || format === null || !('validate' in format)) return undefined;
  if ('type' in format && format.type === 'number') return undefined;
  return formatTest(format.validate);
}
