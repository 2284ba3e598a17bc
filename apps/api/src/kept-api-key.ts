import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;

/** Where the working key of workspace `default` is kept for the demo and the CLI of the same machine. */
export function apiKeyFile(dataDir: string): string {
  return join(dataDir, 'api-key');
}

/** Writes the key, readable by the owner only, never half written. */
export function keepApiKey(dataDir: string, key: string): void {
  mkdirSync(dataDir, { recursive: true });
  const fresh = `${apiKeyFile(dataDir)}.new`;
  writeFileSync(fresh, `${key}\n`, { mode: OWNER_ONLY });
  renameSync(fresh, apiKeyFile(dataDir));
}

export function isApiKeyKept(dataDir: string): boolean {
  return existsSync(apiKeyFile(dataDir));
}
