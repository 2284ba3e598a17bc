import { invalidInput } from '@patchbay/kernel';

/** Reads `?groupBy=model,day`: distinct names out of those allowed. Throws `input_invalid` naming `groupBy`. */
export function dimensionList<Name extends string>(text: string, allowed: readonly Name[]): Name[] {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is Name => (allowed as readonly string[]).includes(name));
  if (known.length < names.length || new Set(names).size < names.length)
    throw invalidInput([{ path: 'groupBy', message: `must be a comma-separated list of distinct names out of ${allowed.join(', ')}` }]);
  return known;
}
