import { randomUUID } from 'node:crypto';

const INSERT = {
  name: 'log-call',
  text: `insert into calls (id, workspace_id, connector, status, input, output, contact_updates, started_at, duration_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};
const INSERT_AND_UPDATE = {
  name: 'log-call-and-contact',
  text: `with changed as (
           update contacts set firstname = $10, lastname = $11, updated_at = now() where id = $12 and workspace_id = $2
         ) ${INSERT.text}`,
};

/** The durable record: one row per call, committed before the call is answered. */
export class CallLog {
  #database;

  constructor(database) {
    this.#database = database;
  }

  /** With `contactId`, the two mapped fields go onto that contact in the same statement. */
  async write({ workspaceId, connector, input, output, contactUpdates, contactId, startedAt }) {
    const id = randomUUID();
    const durationMs = Date.now() - startedAt.getTime();
    const values = [
      id,
      workspaceId,
      connector,
      'succeeded',
      JSON.stringify(input),
      JSON.stringify(output),
      JSON.stringify(contactUpdates),
      startedAt,
      durationMs,
    ];
    if (contactId === undefined) await this.#database.query({ ...INSERT, values });
    else
      await this.#database.query({
        ...INSERT_AND_UPDATE,
        values: [...values, contactUpdates.firstname, contactUpdates.lastname, contactId],
      });
    return { id, durationMs };
  }
}
