// One process installs and builds at a time. The lock is a file that its holder touches; one left by a killed process is taken over.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CACHE, Hint } from './paths.mjs';

const TOUCH_MS = 2_000;
const ABANDONED_MS = 20_000;
const LOOK_MS = 200;

/** Runs `work` while holding the lock; waits for its turn and says so once. */
export async function withLock(work, { file = join(CACHE, 'prepare.lock'), onWait = () => {} } = {}) {
  const token = `${process.pid} ${randomUUID()}`;
  for (let waited = false; !take(file, token); waited = true) {
    if (!waited) onWait();
    await sleep(LOOK_MS);
  }
  const timer = setInterval(() => touch(file), TOUCH_MS);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (read(file) === token) remove(file);
  }
}

function take(file, token) {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS') {
      throw new Hint(
        `${file} cannot be written by this user. Something has to be installed or built first: run the same command once as the owner of the folder.`,
      );
    }
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = read(file);
  if (holder !== undefined && isAbandoned(file, holder) && read(file) === holder) remove(file);
  return false;
}

function isAbandoned(file, holder) {
  try {
    if (Date.now() - statSync(file).mtimeMs > ABANDONED_MS) return true;
    process.kill(Number.parseInt(holder, 10), 0);
    return false;
  } catch (error) {
    // EPERM: it lives, as another user. ENOENT: it has just let go.
    return error.code === 'ESRCH';
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Deleted with the cache folder while we work: the worst that follows is a second build.
  }
}

function remove(file) {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else was quicker.
  }
}
