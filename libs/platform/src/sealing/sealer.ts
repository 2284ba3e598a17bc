import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { PlatformError } from '@patchbay/kernel';
import { readEnvelope, writeHeader, IV_BYTES, TAG_BYTES } from './envelope.js';
import type { SealingKey } from './sealing-keys.js';

const CIPHER = 'aes-256-gcm';

/** Where a sealed value lives. It opens nowhere else: a ciphertext copied to another row, workspace or column is refused. */
export interface SealPlace {
  readonly workspaceId: string;
  readonly rowId: string;
  /** What the value is, e.g. `credential`: one word per sealed column, never changed once rows exist. */
  readonly purpose: string;
}

export interface Sealed {
  readonly sealed: Buffer;
  readonly keyId: string;
}

/**
 * Seals secrets at rest with AES-256-GCM. The first key seals, every key opens, so a new key is put in front, rows are sealed again at
 * leisure (`patchbay keys rotate`) and the old key is taken out at the end. Nonces are random: NIST SP 800-38D §8.3 allows 2^32 seals per key.
 */
export class Sealer {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly primaryKeyId: string;
  readonly #header: Buffer;

  constructor(keys: readonly SealingKey[]) {
    const first = keys[0];
    if (!first)
      throw new PlatformError('config_invalid', 'PATCHBAY_ENCRYPTION_KEYS holds no key. Make one with: npx patchbay keys generate');
    this.primaryKeyId = first.id;
    this.#header = writeHeader(first.id);
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  }

  /** In: the secret and where it will be stored. Out: the bytes to store and the id of the key that opens them. */
  seal(plain: string, place: SealPlace): Sealed {
    const keyId = this.primaryKeyId;
    const iv = nextNonce();
    const cipher = createCipheriv(CIPHER, this.#key(keyId), iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(additionalData(this.#header, place));
    const text = cipher.update(plain, 'utf8');
    // A stream cipher: nothing is left for the end but the tag.
    cipher.final();
    return { sealed: Buffer.concat([this.#header, iv, cipher.getAuthTag(), text]), keyId };
  }

  /** Out: the secret. Throws `credential_unreadable` when the key is gone, the bytes are damaged or the place is not the one it was sealed for. */
  open(sealed: Uint8Array, place: SealPlace): string {
    const { header, keyId, iv, tag, text } = readEnvelope(sealed);
    const decipher = createDecipheriv(CIPHER, this.#key(keyId), iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(header, place));
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    } catch (cause) {
      const message = `A sealed value does not open with key "${keyId}" in this row: it was altered or moved here from elsewhere. Store the secret again.`;
      throw new PlatformError('credential_unreadable', message, {}, { cause });
    }
  }

  #key(keyId: string): KeyObject {
    const key = this.#keys.get(keyId);
    if (key) return key;
    const message = `A value is sealed with key "${keyId}", which PATCHBAY_ENCRYPTION_KEYS does not hold. Put that key back behind the first one, then run: npx patchbay keys rotate`;
    throw new PlatformError('credential_unreadable', message);
  }
}

/** Every part carries its length, so no two places share one encoding. Ids are compared as UUIDs: their letter case does not matter. */
function additionalData(header: Buffer, place: SealPlace): Buffer {
  const parts = [place.workspaceId.toLowerCase(), place.rowId.toLowerCase(), place.purpose];
  const bytes = Buffer.allocUnsafe(header.length + parts.reduce((sum, part) => sum + 4 + Buffer.byteLength(part), 0));
  let at = header.copy(bytes);
  for (const part of parts) {
    const length = bytes.write(part, at + 4);
    bytes.writeUInt32BE(length, at);
    at += 4 + length;
  }
  return bytes;
}

/** Random bytes are drawn for many nonces at once: every accepted run is sealed, and drawing costs more than encrypting. */
const NONCES_AT_ONCE = 256;
let drawn = Buffer.alloc(0);

function nextNonce(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(IV_BYTES * NONCES_AT_ONCE);
  const nonce = drawn.subarray(0, IV_BYTES);
  drawn = drawn.subarray(IV_BYTES);
  return nonce;
}
