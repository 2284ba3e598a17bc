import { callsTo, tryOnce } from './requests.mjs';

const SQL = 'select id, phone_number from contacts where id = $1';

/** One row read by key through the postgresql connector, against the driver called by hand; both write their record. */
export default {
  name: 'database',
  title: 'Database connector: one row by key, one durable record',
  connections: [16, 64],
  targets: { 16: { rate: 0.6 }, 64: { rate: 0.6 } },

  async prepare({ patchbay, handwritten }) {
    const auth = { type: 'database', dsn: handwritten.databaseUrl };
    const connection = await patchbay.api.make('/connections', { connector: 'postgresql', name: 'Bench rows', auth, test: false });
    const contactOf = (i) => handwritten.contactIds[i % handwritten.contactIds.length];
    const ours = (i) => ({ action: 'sql.query', connectionId: connection.id, input: { sql: SQL, values: [contactOf(i)], max: 1 } });
    const theirs = (i) => ({ id: contactOf(i) });
    const path = '/api/v1/connectors/postgresql/execute';
    const isRow = ({ status, output }) => status === 'succeeded' && output.rows.length === 1;
    await tryOnce(patchbay, path, ours(0), isRow);
    await tryOnce(handwritten, '/row', theirs(0), isRow);
    return { patchbay: callsTo(patchbay, path, ours), handwritten: callsTo(handwritten, '/row', theirs) };
  },
};
