import { invalidInput } from '@patchbay/kernel';

/**
 * The version an `If-Match` header names (`"3"`, also weak or bare), so that a save fails when someone else saved in between.
 * Undefined without the header or for `*`. Throws `input_invalid` for anything else.
 */
export function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined) throw invalidInput([{ path: 'If-Match', message: 'must be a version such as "3"' }]);
  return Number(version);
}
