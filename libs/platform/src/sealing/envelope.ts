import { PlatformError } from '@patchbay/kernel';

// version (1 byte) ‖ length of key id (1 byte) ‖ key id ‖ nonce (12) ‖ tag (16) ‖ ciphertext
const VERSION = 1;
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

export interface Envelope {
  readonly header: Buffer;
  readonly keyId: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly text: Buffer;
}

export function writeHeader(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8');
  return Buffer.concat([Buffer.from([VERSION, id.length]), id]);
}

/** Takes sealed bytes apart; throws `credential_unreadable` when they are not ours. */
export function readEnvelope(sealed: Uint8Array): Envelope {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const idEnd = 2 + (bytes[1] ?? 0);
  const ivEnd = idEnd + IV_BYTES;
  const tagEnd = ivEnd + TAG_BYTES;
  if (bytes[0] !== VERSION || idEnd === 2 || bytes.length < tagEnd) {
    throw new PlatformError('credential_unreadable', 'A sealed value is damaged or of an unknown version. Store the secret again.');
  }
  return {
    header: bytes.subarray(0, idEnd),
    keyId: bytes.toString('utf8', 2, idEnd),
    iv: bytes.subarray(idEnd, ivEnd),
    tag: bytes.subarray(ivEnd, tagEnd),
    text: bytes.subarray(tagEnd),
  };
}

/** The id of the key a sealed value needs, read without opening it. */
export function keyIdOf(sealed: Uint8Array): string {
  return readEnvelope(sealed).keyId;
}
