import type { JsonValue } from '@patchbay/kernel';

/**
 * About how many characters a value has as JSON text (escapes not counted). Stops early: any result above `limit` only means "more than that".
 * Costs at most `limit` steps, also for values that share parts and would be far larger as text.
 */
export function jsonSize(value: JsonValue, limit: number): number {
  switch (typeof value) {
    case 'string':
      return value.length + 2;
    case 'object':
      return value === null ? 4 : containerSize(value, limit);
    default:
      return 8;
  }
}

function containerSize(value: object, limit: number): number {
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value as JsonValue[]) {
      size += 1 + jsonSize(item, limit - size);
      if (size > limit) return size;
    }
    return size;
  }
  for (const key of Object.keys(value)) {
    size += key.length + 4 + jsonSize((value as Record<string, JsonValue>)[key] ?? null, limit - size);
    if (size > limit) return size;
  }
  return size;
}

/** Whether a value nests at most `limit` levels (a scalar is level 0). Does not recurse deeper than `limit`. */
export function nestsAtMost(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (limit === 0) return false;
  if (Array.isArray(value)) return value.every((item) => nestsAtMost(item, limit - 1));
  for (const key of Object.keys(value)) {
    if (!nestsAtMost((value as Record<string, unknown>)[key], limit - 1)) return false;
  }
  return true;
}
