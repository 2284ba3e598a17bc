import { createHash } from 'node:crypto';

/** Makes the id of the `count`th record (from 1) of a table. The same count gives the same id, so that a story told twice has the same ids. */
export type MintId = (count: number) => string | number;

/** 101, 102, … as numbers. */
export function numbered(after = 0): MintId {
  return (count) => after + count;
}

/** '101', '102', … as texts. */
export function numeral(after: number | bigint = 0): MintId {
  return (count) => String(BigInt(after) + BigInt(count));
}

const ALPHABETS = {
  hex: '0123456789abcdef',
  alphanumeric: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  capitals: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  lower: '0123456789abcdefghijklmnopqrstuvwxyz',
} as const;

/** `cus_9sK3…`: a prefix and `length` letters of an alphabet. */
export function lettered(prefix: string, length: number, alphabet: keyof typeof ALPHABETS = 'alphanumeric'): MintId {
  const letters = ALPHABETS[alphabet];
  return (count) => {
    const bytes = createHash('sha512').update(`${prefix}${count}`).digest();
    return `${prefix}${Array.from({ length }, (_, i) => letters[(bytes[i % bytes.length] ?? 0) % letters.length]).join('')}`;
  };
}

/** A version 4 UUID by form. `salt` keeps two tables' ids apart. */
export function uuid(salt: string): MintId {
  return (count) => {
    const hex = createHash('sha256').update(`${salt}${count}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}
