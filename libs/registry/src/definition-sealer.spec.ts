import { expect, test } from '@jest/globals';
import { newId, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { generateSealingKey, Sealer } from '@patchbay/platform';
import { DefinitionSealer, secretReferences } from './definition-sealer.js';
import { maskSecrets } from './definition-secrets.js';

const sealer = new DefinitionSealer(new Sealer([generateSealingKey('k1')]));
const workspaceId = newId<WorkspaceId>();
const definition: JsonObject = {
  name: 'A',
  config: { url: 'https://a.example', auth: { type: 'bearer', token: 's3cret' }, headers: [{ key: 'X-Token', value: 't0ken' }] },
};

test('what is stored holds references instead of credentials, and opens to what was sent', () => {
  const stored = sealer.seal(workspaceId, definition, new Set());
  expect(JSON.stringify(stored.definition)).not.toMatch(/s3cret|t0ken/);
  expect(stored.secrets).toHaveLength(2);
  expect(secretReferences(stored.definition)).toEqual(expect.arrayContaining(stored.secrets.map((secret) => secret.id)));
  expect(sealer.open(workspaceId, stored.definition, stored.secrets)).toEqual(definition);
});

test('a save that sends the mask back keeps the stored credential and seals only what is new', () => {
  const stored = sealer.seal(workspaceId, definition, new Set());
  const edited = maskSecrets(stored.definition);
  (edited['config'] as JsonObject)['headers'] = [{ key: 'X-Token', value: 'new' }];
  const { definition: sent, kept } = sealer.keepMasked(edited, stored.definition);
  const saved = sealer.seal(workspaceId, sent, kept);
  expect(saved.secrets).toHaveLength(1);
  expect(sealer.open(workspaceId, saved.definition, [...stored.secrets, ...saved.secrets])).toEqual({
    name: 'A',
    config: { url: 'https://a.example', auth: { type: 'bearer', token: 's3cret' }, headers: [{ key: 'X-Token', value: 'new' }] },
  });
});

test('a mask that stands for nothing stored is refused at its path', () => {
  expect(() => sealer.keepMasked(maskSecrets(definition), undefined)).toThrow('config.auth.token: is only the mask [redacted]');
});

test('a credential that looks like a reference is sealed like any other', () => {
  const stored = sealer.seal(workspaceId, definition, new Set());
  const reference = `sealed:${secretReferences(stored.definition)[0]}`;
  const forged: JsonObject = { config: { auth: { type: 'bearer', token: reference } } };
  const { definition: sent, kept } = sealer.keepMasked(forged, stored.definition);
  const saved = sealer.seal(workspaceId, sent, kept);
  expect(saved.secrets).toHaveLength(1);
  expect(sealer.open(workspaceId, saved.definition, saved.secrets)).toEqual(forged);
});

test('a sealed credential opens in no other row and no other workspace', () => {
  const stored = sealer.seal(workspaceId, definition, new Set());
  const [a, b] = stored.secrets;
  if (!a || !b) throw new Error('two secrets were sealed');
  const swapped = [
    { ...a, sealed: b.sealed },
    { ...b, sealed: a.sealed },
  ];
  expect(() => sealer.open(workspaceId, stored.definition, swapped)).toThrow(expect.objectContaining({ code: 'credential_unreadable' }));
  expect(() => sealer.open(newId<WorkspaceId>(), stored.definition, stored.secrets)).toThrow(
    expect.objectContaining({ code: 'credential_unreadable' }),
  );
});
