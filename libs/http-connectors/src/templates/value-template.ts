import type { JsonObject, JsonValue } from '@patchbay/kernel';
import { setMember } from '../values/own-property.js';
import { compileText } from './text-template.js';
import { typedValue, type Scope } from './scope.js';
import type { Template } from './template.js';

export type RenderValue = (scope: Scope) => JsonValue;

/** Parses one text of a tree; `place` is its JSON path. */
export type ParseAt = (source: string, place: string) => Template;

/** The JSON path of a member: `config.body.email`, `config.body["first name"]`. */
export function memberPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Compiles a JSON tree whose texts are templates; keys are taken as they are. */
export function compileValue(value: JsonValue, place: string, parse: ParseAt): RenderValue {
  if (typeof value === 'string') return compileLeaf(parse(value, place), place);
  if (Array.isArray(value)) {
    const items = value.map((item, i) => compileValue(item, memberPath(place, i), parse));
    return (scope) => items.map((item) => item(scope));
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value).map((key) => [key, compileValue(value[key] ?? null, memberPath(place, key), parse)] as const);
    return (scope) => {
      const filled: JsonObject = {};
      for (const [key, render] of members) setMember(filled, key, render(scope));
      return filled;
    };
  }
  return () => value;
}

function compileLeaf(template: Template, place: string): RenderValue {
  const { whole } = template;
  if (whole) return (scope) => typedValue(whole, scope, place);
  return compileText(template, { place });
}
