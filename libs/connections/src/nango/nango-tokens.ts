import { isPlatformError } from '@patchbay/kernel';
import { LRUCache } from 'lru-cache';
import type { Connection } from '../connection/connection.js';
import type { PluginCredential } from '../ports/credential-source-plugin.js';

interface Kept {
  readonly credential: PluginCredential;
  /** Asked for again, in the background, after this. */
  readonly freshUntilMs: number;
  /** Not used after this. */
  readonly usableUntilMs: number;
}

/** No token is used from memory in its last quarter of an hour: Nango renews it from then on. */
const MARGIN_MS = 15 * 60_000;
const FRESH_MS = 5 * 60_000;
/** What does not expire is used this long while Nango is away. */
const LONGEST_MS = 60 * 60_000;

/** Nango's credentials in this process's memory, never in the database. One read at a time for a connection, whoever asks. */
export class NangoTokens {
  private readonly kept = new LRUCache<string, Kept>({ max: 5_000 });
  private readonly underWay = new Map<string, Promise<PluginCredential>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The credential from memory while it may be used; else `read`, whose errors are the caller's. */
  async get(connection: Connection, read: () => Promise<PluginCredential>): Promise<PluginCredential> {
    const kept = this.kept.get(keyOf(connection));
    const now = this.now();
    if (!kept || kept.usableUntilMs <= now) return this.load(connection, read);
    if (kept.freshUntilMs <= now) this.lookAgain(connection, kept, read);
    return kept.credential;
  }

  /** Past the memory. `lane`: those of one lane share a read; who wants a fresh token is not served by a read that is not. */
  load(connection: Connection, read: () => Promise<PluginCredential>, lane: 'kept' | 'fresh' = 'kept'): Promise<PluginCredential> {
    const key = keyOf(connection);
    const share = `${lane}/${key}`;
    let running = this.underWay.get(share);
    if (!running) {
      running = read()
        .then((credential) => this.keep(key, credential))
        .finally(() => this.underWay.delete(share));
      this.underWay.set(share, running);
    }
    return running;
  }

  forget(connection: Connection): void {
    this.kept.delete(keyOf(connection));
  }

  private keep(key: string, credential: PluginCredential): PluginCredential {
    const now = this.now();
    const usableUntilMs = Math.min(now + LONGEST_MS, (credential.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - MARGIN_MS);
    this.kept.set(key, { credential, usableUntilMs, freshUntilMs: now + FRESH_MS });
    return credential;
  }

  /** Nobody waits. While Nango is away the old one goes on; when it says no, the next caller hears it. */
  private lookAgain(connection: Connection, kept: Kept, read: () => Promise<PluginCredential>): void {
    if (this.underWay.has(`kept/${keyOf(connection)}`)) return;
    this.load(connection, read).catch((error: unknown) => {
      const away = isPlatformError(error) && error.code === 'credential_source_unavailable';
      if (away) this.kept.set(keyOf(connection), { ...kept, freshUntilMs: this.now() + 30_000 });
      else this.forget(connection);
    });
  }
}

/** A credential that was replaced has another version. */
const keyOf = ({ workspaceId, id, version }: Connection): string => `${workspaceId}/${id}/${version}`;
