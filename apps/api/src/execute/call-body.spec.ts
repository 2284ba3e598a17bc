import { describe, expect, test } from '@jest/globals';
import { isPlatformError } from '@patchbay/kernel';
import { readCallBody, readMode } from './call-body.js';

const ID = '0199a2b0-0000-7000-8000-000000000000';

function paths(work: () => unknown): (string | undefined)[] {
  try {
    work();
  } catch (error) {
    if (isPlatformError(error) && error.code === 'input_invalid') return (error.detail.errors ?? []).map((problem) => problem.path);
    throw error;
  }
  return [];
}

describe('the body of a call', () => {
  test('may be missing or say any of its fields', () => {
    expect(readCallBody(undefined)).toEqual({});
    const body = { action: 'contact.create', connectionId: ID, input: [1], contact: { email: 'a@b' }, contactId: ID };
    expect(readCallBody(body)).toEqual(body);
  });

  test.each([
    [[], ['']],
    ['x', ['']],
    [5, ['']],
    [true, ['']],
    [{ inputs: {} }, ['inputs']],
    [{ action: 5 }, ['action']],
    [{ action: '' }, ['action']],
    [{ action: 'x'.repeat(201) }, ['action']],
    [{ connectionId: 'x' }, ['connectionId']],
    [{ contact: [] }, ['contact']],
    [{ contact: 'x' }, ['contact']],
    [{ contactId: 7, more: 1 }, ['contactId', 'more']],
    [{ constructor: 1 }, ['constructor']],
    [{ hasOwnProperty: 1 }, ['hasOwnProperty']],
  ])('%j is refused, naming %j', (body, wrong) => {
    expect(paths(() => readCallBody(body))).toEqual(wrong);
  });
});

describe('the mode of a call', () => {
  test('is sync unless async is asked for', () => {
    expect(readMode({})).toBe('sync');
    expect(readMode({ mode: 'sync' })).toBe('sync');
    expect(readMode({ mode: 'async' })).toBe('async');
  });

  test.each([
    [{ mode: 'later' }, 'mode'],
    [{ mode: ['sync', 'async'] }, 'mode'],
    [{ mod: 'sync' }, 'mod'],
  ])('%j is refused', (query, path) => {
    expect(paths(() => readMode(query))).toEqual([path]);
  });
});
