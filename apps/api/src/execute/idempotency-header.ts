import { PlatformError } from '@patchbay/kernel';
import type { FastifyRequest } from 'fastify';

/** The caller's Idempotency-Key. A repeated header would make two keys of one; Node joins them by a comma, which is then one other key. */
export function idempotencyKey(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = request.headers['idempotency-key'];
  if (Array.isArray(key))
    throw new PlatformError('input_invalid', 'Idempotency-Key: send it once.', {
      errors: [{ path: 'Idempotency-Key', message: 'is given more than once' }],
    });
  return key;
}
