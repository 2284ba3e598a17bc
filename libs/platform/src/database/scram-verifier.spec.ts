import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { scramVerifier } from './scram-verifier.js';

// The exchange of RFC 7677 §3, user "user", password "pencil".
const SALT = 'W22ZaJ0SNY7soEsUEjb6gQ==';
const AUTH_MESSAGE = [
  'n=user,r=rOprNGfwEbeRWgbNEkqO',
  `r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=${SALT},i=4096`,
  'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
].join(',');
const CLIENT_PROOF = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
const SERVER_SIGNATURE = '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

test('the verifier accepts the proof and gives the signature of the standard’s example', () => {
  const [, iterations, salt, stored, server] =
    /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(scramVerifier('pencil', Buffer.from(SALT, 'base64'))) ?? [];
  expect([iterations, salt]).toEqual(['4096', SALT]);
  expect(hmac(Buffer.from(server ?? '', 'base64'), AUTH_MESSAGE).toString('base64')).toBe(SERVER_SIGNATURE);
  const signature = hmac(Buffer.from(stored ?? '', 'base64'), AUTH_MESSAGE);
  const clientKey = Buffer.from(CLIENT_PROOF, 'base64').map((byte, index) => byte ^ (signature[index] ?? 0));
  expect(createHash('sha256').update(clientKey).digest('base64')).toBe(stored);
});

test('each verifier has a salt of its own', () => {
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
});
