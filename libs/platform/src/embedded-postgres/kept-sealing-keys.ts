import { join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';
import { readPrivateFile, writePrivateFile } from './private-file.js';
import { formatSealingKeys, generateSealingKey, parseSealingKeys, type SealingKey } from '../sealing/sealing-keys.js';

const FILE = 'encryption-keys';

/**
 * The data dir's own keys, made at the first start. Losing the file loses every stored secret: it belongs into backups, apart from the
 * database's. Throws `config_invalid` when it is gone while the database is not: new keys would open nothing.
 */
export function keptSealingKeys(dataDir: string, databaseExists: boolean): SealingKey[] {
  const file = join(dataDir, FILE);
  const text = readPrivateFile(file);
  if (text !== undefined) return parseSealingKeys(text);
  if (databaseExists) {
    throw new PlatformError(
      'config_invalid',
      `${file} is missing, and with it the keys of every secret in the database. Put the file back, or set PATCHBAY_ENCRYPTION_KEYS to go on without those secrets.`,
    );
  }
  const keys = [generateSealingKey('k1')];
  writePrivateFile(file, `${formatSealingKeys(keys)}\n`);
  return keys;
}

/** Puts a key in front of the data dir's own: from the next start on it seals. */
export function addKeptSealingKey(dataDir: string, key: SealingKey): void {
  const keys = parseSealingKeys(formatSealingKeys([key, ...keptSealingKeys(dataDir, true)]));
  writePrivateFile(join(dataDir, FILE), `${formatSealingKeys(keys)}\n`);
}
