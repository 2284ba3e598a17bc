import type { CredentialToKeep } from './connection-writer.js';
import type { Connection } from './connection.js';

/** A credential somebody has typed in or named, read and ready to be kept. */
export interface TypedCredential {
  readonly credential: CredentialToKeep;
  /** To be called with the saved connection: it remembers what the test has proven. */
  readonly finish: (saved: Connection) => Promise<void>;
}
