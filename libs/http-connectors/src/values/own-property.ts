import type { JsonObject, JsonValue } from '@patchbay/kernel';

/** Names that reach the prototype chain in JavaScript; no reference may spell them. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isReservedName(name: string): boolean {
  return RESERVED_NAMES.has(name);
}

/** The own member of an object, or the element of a list; undefined for anything else (inherited members, text characters, `length`). */
export function ownMember(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Sets an own member whatever its name is: assigning `__proto__` would change the prototype instead. */
export function setMember(target: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}
