import { memberPath } from '../templates/value-template.js';
import type { Problems } from './problems.js';

export const MAX_DEFINITION_DEPTH = 48;
export const MAX_DEFINITION_CHARS = 500_000;

/**
 * Checks what holds for every JSON value before anything looks at its shape: how deep it nests, how long it is, and that its texts can be stored
 * (Postgres holds no U+0000 and no lone surrogate).
 */
export function checkBounds(value: unknown, problems: Problems): void {
  const left = { chars: MAX_DEFINITION_CHARS };
  walk(value, '', { depth: 0, left, problems });
  if (left.chars < 0) problems.add('', `is larger than ${MAX_DEFINITION_CHARS} characters`);
}

interface Walk {
  readonly depth: number;
  readonly left: { chars: number };
  readonly problems: Problems;
}

function walk(value: unknown, path: string, at: Walk): void {
  const { depth, left, problems } = at;
  if (left.chars < 0) return;
  left.chars -= typeof value === 'string' ? value.length + 1 : 1;
  if (typeof value === 'string' && !isStorable(value)) problems.add(path, 'holds a NUL character or invalid Unicode');
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEFINITION_DEPTH) {
    problems.add(path, `nests deeper than ${MAX_DEFINITION_DEPTH} levels`);
    return;
  }
  const below = { depth: depth + 1, left, problems };
  if (Array.isArray(value)) return value.forEach((item, i) => walk(item, memberPath(path, i), below));
  for (const [key, member] of Object.entries(value)) {
    left.chars -= key.length;
    const place = memberPath(path, key);
    if (!isStorable(key) || key === '__proto__') problems.add(place, 'is not an allowed name');
    walk(member, place, below);
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
