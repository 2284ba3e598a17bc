import { ask } from './ask.mjs';
import { callAnswer, callBody } from './schemas.mjs';

const output = {
  type: 'object',
  properties: { score: { type: 'number' }, grade: { type: 'string' }, reasons: { type: 'array', items: { type: 'string' } } },
};
const schema = { body: callBody, response: callAnswer(output, { company: { type: 'string' }, firstname: { type: 'string' } }) };

/** POST /enrich: phone → company → score, the last one only when a company was found; two fields mapped, one row. */
export async function enrich(app, { upstream, key, log }) {
  const handler = async (request) => {
    const startedAt = new Date();
    const { contact, input = {} } = request.body;
    const phone = await ask({ upstream, key }, `/phone?phone=${encodeURIComponent(contact.phone_number)}`);
    const domain = phone.identities[0]?.company?.domain;
    const { company } = await ask({ upstream, key }, `/company?domain=${encodeURIComponent(domain)}`);
    const score = company?.id
      ? await ask({ upstream, key }, `/score?company=${encodeURIComponent(company.id)}&line=${phone.lineType}`)
      : undefined;
    const contactUpdates = { company: company?.name, firstname: phone.identities[0]?.firstName };
    const written = {
      workspaceId: request.workspaceId,
      connector: 'enrich',
      input,
      output: { phone, company, score },
      contactUpdates,
      startedAt,
    };
    const { id, durationMs } = await log.write(written);
    return { executionId: id, status: 'succeeded', output: score, contactUpdates, durationMs };
  };
  app.route({ method: 'POST', url: '/enrich', schema, handler });
}
