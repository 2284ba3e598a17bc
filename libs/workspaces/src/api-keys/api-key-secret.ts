import { hash, randomBytes } from 'node:crypto';

export interface NewApiKey {
  /** The whole key: shown once, never stored. */
  readonly key: string;
  /** The part before the secret, kept in the clear so that people can tell keys apart. */
  readonly prefix: string;
  readonly hash: Buffer;
}

/** A new key `pb_<prefix>_<random>`: 8 characters to recognise it by, then 256 random bits. */
export function newApiKey(random: (bytes: number) => Buffer = randomBytes): NewApiKey {
  const prefix = `pb_${random(4).toString('hex')}`;
  const key = `${prefix}_${random(32).toString('base64url')}`;
  return { key, prefix, hash: hashApiKey(key) };
}

/** SHA-256 of a key. A plain hash is enough: keys are random (≥ 256 bits), not chosen by people, so guessing is hopeless. */
export function hashApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** What may be shown of an operator's own key (PATCHBAY_BOOTSTRAP_API_KEY): at most its first six of at least sixteen characters. */
export function shownPrefix(key: string): string {
  return /^pb_[0-9a-f]{8}_/.test(key) ? key.slice(0, 11) : key.slice(0, 6);
}
