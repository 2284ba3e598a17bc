import { BadRequestException, ForbiddenException, ImATeapotException } from '@nestjs/common';
import { describe, expect, test } from '@jest/globals';
import { PlatformError } from '@patchbay/kernel';
import { toEdgeError } from './edge-error.js';

/** As node-postgres throws them. */
const postgres = (code: string): Error =>
  Object.assign(new Error('duplicate key value violates unique constraint "contacts_email"'), { code, severity: 'ERROR' });
const fastify = (code: string, statusCode: number): Error => Object.assign(new Error('internal words'), { code, statusCode });

describe('any thrown value becomes an error of the catalogue', () => {
  test.each<[string, unknown, string]>([
    ['our own', new PlatformError('conflict', 'x'), 'conflict'],
    ['a unique violation', postgres('23505'), 'conflict'],
    ['a foreign key violation', postgres('23503'), 'conflict'],
    ['a check violation', postgres('23514'), 'input_invalid'],
    ['a value out of range', postgres('22003'), 'input_invalid'],
    ['invalid text', postgres('22P02'), 'input_invalid'],
    ['a lost connection', postgres('08006'), 'database_unavailable'],
    ['a stopping server', postgres('57P01'), 'database_unavailable'],
    ['too many connections', postgres('53300'), 'database_unavailable'],
    ['a deadlock', postgres('40P01'), 'database_unavailable'],
    ['broken SQL of ours', postgres('42601'), 'bug'],
    ['a missing right of ours', postgres('42501'), 'bug'],
    ['a too large body', fastify('FST_ERR_CTP_BODY_TOO_LARGE', 413), 'payload_too_large'],
    ['an unknown content type', fastify('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 'unsupported_media_type'],
    ['another complaint of Fastify', fastify('FST_ERR_NEW', 400), 'input_invalid'],
    ['an inner failure of Fastify', fastify('FST_ERR_NEW', 500), 'bug'],
    ['a bad request of Nest', new BadRequestException('x'), 'input_invalid'],
    ['a refusal of Nest', new ForbiddenException(), 'forbidden'],
    ['a status we have no word for', new ImATeapotException(), 'bug'],
    ['a programming error', new TypeError('x is not a function'), 'bug'],
    ['a thrown text', 'oops', 'bug'],
    ['nothing', undefined, 'bug'],
  ])('%s', (_what, thrown, code) => {
    const error = toEdgeError(thrown);
    expect(error.code).toBe(code);
    if (!(thrown instanceof PlatformError))
      expect(error.message).not.toMatch(/duplicate key|contacts_email|internal words|is not a function|oops/);
  });

  test('keeps the cause for the log', () => {
    const cause = postgres('23505');
    expect(toEdgeError(cause).cause).toBe(cause);
  });
});
