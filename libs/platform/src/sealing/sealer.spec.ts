import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPlatformError } from '@patchbay/kernel';
import { keyIdOf } from './envelope.js';
import { Sealer, type SealPlace } from './sealer.js';
import { generateSealingKey } from './sealing-keys.js';

const old = generateSealingKey('2025-11');
const current = generateSealingKey('2026-03');
const sealer = new Sealer([current, old]);
const place: SealPlace = { workspaceId: randomUUID(), rowId: randomUUID(), purpose: 'credential' };

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isPlatformError(error) && error.code === 'credential_unreadable') return error.message;
    throw error;
  }
  throw new Error('The value opened.');
}

test('any text comes back exactly as it was sealed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(sealer.open(sealer.seal(text, place).sealed, place)).toBe(text);
    }),
  );
});

test('the first key seals, and its id is in the bytes', () => {
  const { sealed, keyId } = sealer.seal('s3cret', place);
  expect(keyId).toBe('2026-03');
  expect(keyIdOf(sealed)).toBe('2026-03');
  expect(sealer.primaryKeyId).toBe('2026-03');
});

test('sealing the same text twice gives different bytes', () => {
  expect(sealer.seal('s3cret', place).sealed.equals(sealer.seal('s3cret', place).sealed)).toBe(false);
});

test('a value sealed with an earlier key still opens', () => {
  const { sealed } = new Sealer([old]).seal('s3cret', place);
  expect(sealer.open(sealed, place)).toBe('s3cret');
});

test('a value whose key is gone is refused with the name of that key', () => {
  const { sealed } = new Sealer([old]).seal('s3cret', place);
  const message = refusal(() => new Sealer([current]).open(sealed, place));
  expect(message).toContain('"2025-11"');
  expect(message).not.toContain('s3cret');
});

test('a value opens in no other workspace, row or column', () => {
  const { sealed } = sealer.seal('s3cret', place);
  for (const other of [{ workspaceId: randomUUID() }, { rowId: randomUUID() }, { purpose: 'connection' }]) {
    expect(refusal(() => sealer.open(sealed, { ...place, ...other }))).toContain('"2026-03"');
  }
});

test('parts of the place cannot be shifted into each other', () => {
  const part = fc.string({ maxLength: 6 }).map((text) => text.toLowerCase());
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), ([a, b, c], [d, e, f]) => {
      fc.pre(a !== d || b !== e || c !== f);
      const { sealed } = sealer.seal('s3cret', { workspaceId: a, rowId: b, purpose: c });
      refusal(() => sealer.open(sealed, { workspaceId: d, rowId: e, purpose: f }));
    }),
  );
  const { sealed } = sealer.seal('s3cret', { workspaceId: 'ab', rowId: 'c', purpose: 'd' });
  refusal(() => sealer.open(sealed, { workspaceId: 'a', rowId: 'bc', purpose: 'd' }));
});

test('the letter case of ids does not matter, as Postgres hands UUIDs out in lower case', () => {
  const { sealed } = sealer.seal('s3cret', { ...place, workspaceId: place.workspaceId.toUpperCase() });
  expect(sealer.open(sealed, place)).toBe('s3cret');
});

test('any changed or missing byte is refused', () => {
  const { sealed } = sealer.seal('s3cret', place);
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ flip;
      refusal(() => sealer.open(changed, place));
    }),
  );
  for (let length = 0; length < sealed.length; length++) refusal(() => sealer.open(sealed.subarray(0, length), place));
});

test('bytes that were never sealed are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      refusal(() => sealer.open(bytes, place));
    }),
  );
});

test('printing a sealer shows no key', () => {
  const shown = inspect(sealer, { depth: 9, showHidden: true }) + JSON.stringify(sealer);
  expect(shown).not.toContain(Buffer.from(current.key).toString('base64'));
  expect(shown).not.toContain(Buffer.from(current.key).toString('hex').slice(0, 8));
});

test('a sealer without a key is a configuration error', () => {
  expect(() => new Sealer([])).toThrow(expect.objectContaining({ code: 'config_invalid' }));
});
