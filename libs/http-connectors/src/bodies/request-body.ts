import type { JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import type { BodyType, Method } from '../definition/definition.js';
import { short } from '../templates/reference.js';
import { lookUp, type Scope } from '../templates/scope.js';
import { compileText } from '../templates/text-template.js';
import type { ParseAt } from '../templates/value-template.js';
import { compileFormBody } from './form-body.js';
import { compileJsonBody, readJsonText } from './json-body.js';
import { compileXmlBody } from './xml-body.js';

export interface CompiledBody {
  /** Sent unless the author sets the header. */
  readonly contentType: string;
  /** undefined: nothing is sent. */
  readonly render: (scope: Scope) => string | undefined;
}

type CompileBody = (body: JsonValue, place: string, parse: ParseAt) => CompiledBody['render'];

const KINDS: Readonly<Record<BodyType, { readonly contentType: string; readonly compile: CompileBody }>> = {
  json: { contentType: 'application/json', compile: compileJson },
  form: { contentType: 'application/x-www-form-urlencoded', compile: compileFormBody },
  xml: { contentType: 'application/xml; charset=utf-8', compile: compileXmlBody },
  raw: { contentType: 'text/plain; charset=utf-8', compile: compileRaw },
};

const BODILESS: ReadonlySet<Method> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function sendsBody(method: Method, body: JsonValue | undefined): body is JsonValue {
  return !BODILESS.has(method) && body !== undefined && body !== null && body !== '';
}

/** Compiles a body of a kind. `place` is its JSON path. Throws SyntaxProblem for one that could never be sent. */
export function compileBody(kind: BodyType, body: JsonValue, at: { place: string; parse: ParseAt }): CompiledBody {
  const { contentType, compile } = KINDS[kind];
  checkNames(body);
  return { contentType, render: compile(body, at.place, at.parse) };
}

/** Names are sent as written; a placeholder there is surely meant to be filled in. */
function checkNames(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name.includes('{{')) throw new SyntaxProblem(`the name ${JSON.stringify(short(name))} cannot hold a placeholder; only values can`);
    checkNames(member);
  }
}

/** A body that is exactly `{{x | default: null}}` is left out when there is no x, like a header or parameter. */
function compileJson(body: JsonValue, place: string, parse: ParseAt): CompiledBody['render'] {
  const tree = typeof body === 'string' ? readJsonText(body) : body;
  const render = compileJsonBody(tree, place, parse);
  const whole = typeof tree === 'string' ? parse(tree, place).whole : undefined;
  if (whole?.fallback?.value !== null || !whole) return render;
  return (scope) => (lookUp(whole, scope) === null ? undefined : render(scope));
}

function compileRaw(body: JsonValue, place: string, parse: ParseAt): (scope: Scope) => string {
  if (typeof body !== 'string') throw new SyntaxProblem('must be text for the body type "raw"');
  return compileText(parse(body, place), { place });
}
