import { validateSync, type ValidationError } from 'class-validator';
import { invalidInput, type FieldProblem } from '@patchbay/kernel';
import { joinPath, stringProblem } from '../edge/json-body.js';
import { fieldsOf, type DtoClass, type FieldFacts } from './field-registry.js';

const MAX_PROBLEMS = 20;

/**
 * Reads a body into its DTO. Throws `input_invalid` naming each wrong or unknown field by its JSON path. Unknown fields are refused before
 * an instance is made, so a body never decides about anything but declared fields.
 */
export function readBody<T extends object>(type: new () => T, value: unknown): T {
  const problems: FieldProblem[] = [];
  const instance = build(type, { value, path: '', problems });
  if (problems.length === 0) collect(validateSync(instance, { forbidUnknownValues: false, stopAtFirstError: true }), '', problems);
  if (problems.length > 0) throw invalidInput(problems.slice(0, MAX_PROBLEMS));
  return instance as T;
}

/** Reads query parameters into their DTO: like a body whose values are all text. An empty parameter counts as absent. */
export function readQuery<T extends object>(type: new () => T, query: unknown): T {
  const fields = fieldsOf(type);
  const problems: FieldProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    const facts = fields?.get(name);
    if (!facts) problems.push({ path: joinPath('', name), message: 'is not a known query parameter' });
    else if (typeof value !== 'string') problems.push({ path: name, message: 'is given more than once' });
    else if (stringProblem(value)) problems.push({ path: name, message: stringProblem(value) ?? '' });
    else if (value !== '') values[name] = fromText(value, facts);
  }
  if (problems.length > 0) throw invalidInput(problems.slice(0, MAX_PROBLEMS));
  return readBody(type, values);
}

/** Text that is no number or boolean stays text, which the field's own check then refuses. */
function fromText(text: string, facts: FieldFacts): unknown {
  if (facts.from === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (facts.from === 'number' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (facts.from === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

interface Part {
  readonly value: unknown;
  readonly path: string;
  readonly problems: FieldProblem[];
}

function build(type: DtoClass, part: Part): object {
  const { value, path, problems } = part;
  // Not `new type()`: declared fields would then be there with the value undefined, which is not the same as absent.
  const instance = Object.create(type.prototype as object) as Record<string, unknown>;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ path, message: path === '' && value === undefined ? 'the body is missing; send a JSON object' : 'must be an object' });
    return instance;
  }
  const fields = fieldsOf(type);
  for (const [name, given] of Object.entries(value)) {
    const facts = fields?.get(name);
    const here = joinPath(path, name);
    if (!facts) problems.push({ path: here, message: 'is not a known field' });
    else instance[name] = facts.nested ? buildNested(facts.nested, { value: given, path: here, problems }) : given;
  }
  for (const { name, required } of fields?.values() ?? []) {
    if (required && !Object.hasOwn(value, name)) problems.push({ path: joinPath(path, name), message: 'is required' });
  }
  return instance;
}

function buildNested(nested: NonNullable<FieldFacts['nested']>, part: Part): unknown {
  if (!nested.list) return build(nested.type(), part);
  if (!Array.isArray(part.value)) return part.value;
  return part.value.map((value: unknown, index) => build(nested.type(), { ...part, value, path: `${part.path}[${index}]` }));
}

function collect(errors: readonly ValidationError[], path: string, problems: FieldProblem[]): void {
  for (const error of errors) {
    const here = /^\d+$/.test(error.property) ? `${path}[${error.property}]` : joinPath(path, error.property);
    const message = Object.values(error.constraints ?? {})[0];
    if (message !== undefined) problems.push({ path: here, message });
    if (error.children) collect(error.children, here, problems);
  }
}
