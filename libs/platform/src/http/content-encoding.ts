import type { Transform } from 'node:stream';
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

interface Decoder {
  readonly stream: () => Transform;
  readonly sync: (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer;
}

const GZIP: Decoder = { stream: () => createGunzip(), sync: gunzipSync };
const DEFLATE: Decoder = { stream: () => createInflate(), sync: inflateSync };
/** What many servers mean by "deflate", against RFC 9110 §8.4.1.2: without the zlib frame. */
const RAW_DEFLATE: Decoder = { stream: () => createInflateRaw(), sync: inflateRawSync };

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: GZIP,
  'x-gzip': GZIP,
  deflate: DEFLATE,
  br: { stream: () => createBrotliDecompress(), sync: brotliDecompressSync },
  zstd: { stream: () => createZstdDecompress(), sync: zstdDecompressSync },
};

/** Nobody stacks more in earnest, and each layer multiplies what a bomb can do. */
const MAX_LAYERS = 2;

/**
 * The decoders for a `content-encoding` header, in the order to apply them. Empty when there is nothing to decode, or when a coding is unknown: the body is
 * then handed on as it came (servers do send "utf-8" there).
 */
export function decodersFor(header: string | undefined): readonly Decoder[] {
  if (header === undefined) return [];
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const decoders = names.flatMap((name) => (Object.hasOwn(DECODERS, name) ? [DECODERS[name] as Decoder] : []));
  return decoders.length === names.length && names.length <= MAX_LAYERS ? decoders.reverse() : [];
}

/** Replaces deflate by its frameless form when the first bytes of the body say so. */
export function fitToBody(decoders: readonly Decoder[], firstByte: number | undefined): readonly Decoder[] {
  const [outer, ...inner] = decoders;
  // RFC 1950 §2.2: the low four bits of a zlib frame's first byte are 8.
  return outer === DEFLATE && firstByte !== undefined && (firstByte & 0x0f) !== 8 ? [RAW_DEFLATE, ...inner] : decoders;
}

export type { Decoder };
