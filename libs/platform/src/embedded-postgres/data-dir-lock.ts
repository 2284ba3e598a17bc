import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';
import { processStart } from './process-identity.js';

const FILE = 'patchbay.pid';
const TRIES = 5;

/**
 * Makes this process the only Patchbay on a data dir until it releases the lock or dies. The holder is known by pid and start time, so neither
 * a SIGKILL nor a reused pid leaves the folder locked. Throws `config_invalid` naming the process that runs.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, FILE);
  const mine = `${process.pid} ${processStart(process.pid) ?? ''}\n`;
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (take(draft, file)) return () => release(file, mine);
      takeAwayIfStale(file, dataDir);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new PlatformError('config_invalid', `Another Patchbay is starting on ${dataDir} at this moment. Try again.`);
}

/** A link appears with its content, so nobody ever reads a lock that is half written. */
function take(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function release(file: string, mine: string): void {
  if (readText(file) === mine) rmSync(file, { force: true });
}

function takeAwayIfStale(file: string, dataDir: string): void {
  const text = readText(file);
  if (text === undefined) return;
  const [pid = '', start = ''] = text.trim().split(' ');
  if (start !== '' && processStart(Number(pid)) === start) {
    throw new PlatformError(
      'config_invalid',
      `Patchbay already runs on ${dataDir} (process ${pid}). Stop it first, or set PATCHBAY_DATA_DIR to another folder.`,
    );
  }
  // Renaming first: of two starts that found the same stale file, the one that moves away a fresh lock sees it and puts it back.
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readText(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
