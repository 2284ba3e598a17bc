import { invalidInput } from '@patchbay/kernel';

/** The key under which a start is remembered; undefined without an Idempotency-Key. Throws `input_invalid` for one that cannot be stored. */
export function startKey(of: string, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  // oxlint-disable-next-line no-control-regex -- a text column cannot hold U+0000
  if (key.length === 0 || key.length > 200 || /[\u0000-\u001f]/.test(key)) {
    throw invalidInput([{ path: 'Idempotency-Key', message: 'must be 1 to 200 printable characters' }]);
  }
  return `${of}/${key}`;
}
