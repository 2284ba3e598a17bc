import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatSealingKeys, generateSealingKey, parseSealingKeys } from './sealing-keys.js';

const material = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

test('keys are read in their order, blanks around them are allowed', () => {
  const keys = parseSealingKeys(` b:${material} , a:${material},`);
  expect(keys.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(Buffer.from(keys[0]?.key ?? []).toString('base64')).toBe(material);
});

test('what is formatted is read back the same', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(ids, (names) => {
      const keys = names.map(generateSealingKey);
      expect(parseSealingKeys(formatSealingKeys(keys)).map(({ id, key }) => [id, Buffer.from(key).toString('hex')])).toEqual(
        keys.map(({ id, key }) => [id, Buffer.from(key).toString('hex')]),
      );
    }),
  );
});

test.each([
  ['', 'holds no key'],
  [' , ', 'holds no key'],
  [material, 'entry 1 is not written id:base64key'],
  [`a:${material},:${material}`, 'entry 2 is not written id:base64key'],
  ['a:c2hvcnQ=', '"a" is not 32 bytes'],
  [`a:${material}!`, '"a" is not 32 bytes'],
  [`a:${material},a:${material}`, 'two keys named "a"'],
])('wrong keys are refused without showing them: %j', (text, part) => {
  expect(() => parseSealingKeys(text)).toThrow(expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(part) }));
  expect(() => parseSealingKeys(text)).not.toThrow(expect.objectContaining({ message: expect.stringContaining('AAEC') }));
});

test('an id that could break the list is refused', () => {
  for (const id of ['', 'a:b', 'a,b', '-a', 'x'.repeat(65)]) expect(() => generateSealingKey(id)).toThrow('ids are');
});
