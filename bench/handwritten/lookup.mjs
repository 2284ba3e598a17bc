import { ask } from './ask.mjs';
import { callAnswer, callBody } from './schemas.mjs';

const identity = {
  type: 'object',
  properties: {
    firstName: { type: 'string' },
    lastName: { type: 'string' },
    company: { type: 'object', properties: { domain: { type: 'string' } } },
  },
};
const output = {
  type: 'object',
  properties: {
    valid: { type: 'boolean' },
    carrier: { type: 'string' },
    lineType: { type: 'string' },
    identities: { type: 'array', items: identity },
  },
};
const schema = { body: callBody, response: callAnswer(output, { firstname: { type: 'string' }, lastname: { type: 'string' } }) };

/** POST /lookup: one request to the upstream, two fields mapped, one row. */
export async function lookup(app, { upstream, key, log }) {
  const handler = async (request) => {
    const startedAt = new Date();
    const { contact, contactId, input = {} } = request.body;
    const found = await ask({ upstream, key }, `/phone?phone=${encodeURIComponent(contact.phone_number)}`);
    const [first] = found.identities;
    const contactUpdates = { firstname: first?.firstName, lastname: first?.lastName };
    const written = { workspaceId: request.workspaceId, connector: 'lookup', input, output: found, contactUpdates, contactId, startedAt };
    const { id, durationMs } = await log.write(written);
    return { executionId: id, status: 'succeeded', output: found, contactUpdates, durationMs };
  };
  app.route({ method: 'POST', url: '/lookup', schema, handler });
}
