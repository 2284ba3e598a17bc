import { isUtf8 } from 'node:buffer';
import { isNativeError } from 'node:util/types';
import { PlatformError, type JsonValue } from '@patchbay/kernel';
import { z } from 'zod';
import { redisFailure, replyWord } from './redis-errors.js';

const Base64 = z.strictObject({ base64: z.base64() });

/** Redis holds bytes: text, a number written as text, or bytes as base64. */
export const Value = z.union([z.string(), z.number(), Base64]);
export type Value = z.output<typeof Value>;
/** What is read: text where the bytes are UTF-8, else base64. */
export const ReadValue = z.union([z.string(), Base64]);
export type ReadValue = z.output<typeof ReadValue>;

/** Answers as JSON; a larger one is refused. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

export function toBytes(value: Value): string | Buffer {
  if (typeof value === 'object') return Buffer.from(value.base64, 'base64');
  return String(value);
}

export function toValue(bytes: unknown): ReadValue {
  if (!Buffer.isBuffer(bytes)) return String(bytes);
  return isUtf8(bytes) ? bytes.toString() : { base64: bytes.toString('base64') };
}

/** Any reply as JSON. Errors inside a list (of a transaction) become `{ error }`. */
export function toJson(reply: unknown): JsonValue {
  if (reply === null || reply === undefined) return null;
  if (typeof reply === 'number' || typeof reply === 'boolean') return reply;
  if (typeof reply === 'bigint') return reply.toString();
  if (Array.isArray(reply)) return reply.map(toJson);
  if (isNativeError(reply)) return { error: redisFailure(reply)?.message ?? 'Redis refused the command.', code: replyWord(reply) ?? 'ERR' };
  return toValue(reply);
}

/** Refuses an answer that is too large to be kept and shown. */
export function capped<T>(answer: T): T {
  if (JSON.stringify(answer).length > MAX_OUTPUT_BYTES)
    throw new PlatformError('response_too_large', 'Redis answered with more than 8 MiB; ask for less.');
  return answer;
}
