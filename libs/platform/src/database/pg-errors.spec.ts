import { PlatformError } from '@patchbay/kernel';
import { expect, test } from '@jest/globals';
import { databaseError, pgFailure } from './pg-errors.js';

const postgres = (code: string): Error => Object.assign(new Error('from the server'), { code, severity: 'ERROR' });

test.each([
  ['refused by the machine', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['refused on every address', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
  ['a plain error of node-postgres', new Error('Connection terminated unexpectedly')],
  ['57P01, an administrator ended it', postgres('57P01')],
  ['57P03, the server is starting', postgres('57P03')],
  ['53300, too many clients', postgres('53300')],
  ['08006, the connection failed', postgres('08006')],
  ['25P03, a transaction idled too long', postgres('25P03')],
])('%s is a lost connection', (_name, error) => {
  expect(pgFailure(error)).toBe('connection');
  expect(databaseError(error)).toMatchObject({ code: 'database_unavailable', cause: error });
});

test.each([
  ['a broken constraint', postgres('23505')],
  ['a refused right', postgres('42501')],
  ['a value that cannot be sent', new TypeError('circular')],
  ['something thrown that is no error', 'text'],
])('%s is let through as it is', (_name, error) => {
  expect(pgFailure(error)).toBe('statement');
  expect(databaseError(error)).toBe(error);
});

test('a statement that ran out of time leaves the connection usable', () => {
  expect(pgFailure(postgres('57014'))).toBe('timeout');
  expect(databaseError(postgres('57014'))).toMatchObject({ code: 'database_unavailable' });
});

test('an error of ours is not wrapped again', () => {
  const error = new PlatformError('not_found', 'There is no such thing.');
  expect(databaseError(error)).toBe(error);
});
