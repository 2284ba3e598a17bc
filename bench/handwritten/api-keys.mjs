import { createHash } from 'node:crypto';

const TTL_MS = 30_000;
const MAX_KEYS = 10_000;

/** API keys: stored as SHA-256, found once per half minute, remembered in between. */
export class ApiKeys {
  #database;
  #known = new Map();

  constructor(database) {
    this.#database = database;
  }

  /** The workspace of a key; undefined for a key nobody has. */
  async workspaceOf(key) {
    const hash = createHash('sha256').update(key).digest('base64');
    const known = this.#known.get(hash);
    if (known && known.until > Date.now()) return known.workspaceId;
    const { rows } = await this.#database.query({ name: 'key', text: 'select workspace_id from api_keys where hash = $1', values: [hash] });
    const workspaceId = rows[0]?.workspace_id;
    if (this.#known.size >= MAX_KEYS) this.#known.clear();
    if (workspaceId !== undefined) this.#known.set(hash, { workspaceId, until: Date.now() + TTL_MS });
    return workspaceId;
  }
}
