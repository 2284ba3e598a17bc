import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../libs/platform/src/config/load-config.js';
import { ENVIRONMENT } from '../libs/platform/src/config/environment.schema.js';

const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
const settings = lines
  .map((line) => /^([A-Z][A-Z0-9_]+)=(.*)$/.exec(line))
  .flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? ''] as const] : []));

test('.env.example lists exactly the variables that are read', () => {
  expect(settings.map(([name]) => name).sort()).toEqual(Object.keys(ENVIRONMENT.shape).sort());
});

test('.env.example as it stands is a valid environment and changes nothing', () => {
  const { oauthClient: _a, ...fromExample } = loadConfig(Object.fromEntries(settings));
  const { oauthClient: _b, ...fromNothing } = loadConfig({});
  expect(fromExample).toEqual(fromNothing);
});
