const SELECT = { name: 'row', text: 'select id, phone_number from contacts where id = $1' };

const rowShape = { type: 'object', properties: { id: { type: 'string' }, phone_number: { type: 'string' } } };
const answer = {
  type: 'object',
  properties: {
    executionId: { type: 'string' },
    status: { type: 'string' },
    output: { type: 'object', properties: { rows: { type: 'array', items: rowShape } } },
  },
};
const body = { type: 'object', required: ['id'], additionalProperties: false, properties: { id: { type: 'string', format: 'uuid' } } };

/** POST /row: one row by key, one record. */
export async function rowByKey(app, { database, log }) {
  app.route({
    method: 'POST',
    url: '/row',
    schema: { body, response: { 200: answer } },
    handler: async (request) => {
      const startedAt = new Date();
      const { rows } = await database.query({ ...SELECT, values: [request.body.id] });
      const written = {
        workspaceId: request.workspaceId,
        connector: 'row',
        input: request.body,
        output: { rows },
        contactUpdates: {},
        startedAt,
      };
      const { id } = await log.write(written);
      return { executionId: id, status: 'succeeded', output: { rows } };
    },
  });
}
