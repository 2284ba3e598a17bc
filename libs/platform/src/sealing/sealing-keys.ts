import { randomBytes } from 'node:crypto';
import { PlatformError } from '@patchbay/kernel';

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface SealingKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/**
 * In: `id:base64key,…` as PATCHBAY_ENCRYPTION_KEYS holds it. Out: the keys in order, the sealing one first.
 * Throws `config_invalid` naming the entry by position or id, never by its key.
 */
export function parseSealingKeys(text: string): SealingKey[] {
  const keys = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseEntry);
  if (keys.length === 0) throw wrong('holds no key');
  const seen = new Set<string>();
  for (const { id } of keys) {
    if (seen.has(id)) throw wrong(`holds two keys named "${id}"`);
    seen.add(id);
  }
  return keys;
}

/** A new random key. `id` is part of every value sealed with it. */
export function generateSealingKey(id: string): SealingKey {
  if (!KEY_ID.test(id)) throw wrong('ids are 1 to 64 letters, digits, dots, dashes or underscores');
  return { id, key: randomBytes(KEY_BYTES) };
}

/** The way back: what goes into PATCHBAY_ENCRYPTION_KEYS. */
export function formatSealingKeys(keys: readonly SealingKey[]): string {
  return keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`).join(',');
}

function parseEntry(entry: string, index: number): SealingKey {
  const colon = entry.indexOf(':');
  const id = entry.slice(0, colon);
  // A missing colon leaves the key itself in front, so such an entry is told by its place.
  if (colon < 1 || !KEY_ID.test(id)) throw wrong(`entry ${index + 1} is not written id:base64key`);
  const encoded = entry.slice(colon + 1);
  const key = Buffer.from(encoded, 'base64');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded) || key.length !== KEY_BYTES) throw wrong(`the key "${id}" is not 32 bytes in base64`);
  return { id, key };
}

function wrong(what: string): PlatformError {
  return new PlatformError('config_invalid', `PATCHBAY_ENCRYPTION_KEYS: ${what}. Make a key with: npx patchbay keys generate`);
}
