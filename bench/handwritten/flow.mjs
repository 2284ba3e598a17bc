import { ask } from './ask.mjs';
import { callAnswer } from './schemas.mjs';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['input'],
  properties: {
    input: { type: 'object', additionalProperties: false, required: ['phone'], properties: { phone: { type: 'string', maxLength: 40 } } },
  },
};
const output = {
  type: 'object',
  properties: { company: { type: 'string' }, score: { type: 'number' }, carrier: { type: 'string' } },
};

/** POST /flow: a number looked up; when it is valid, company, score and carrier side by side, a report of them, one row. The calls of bench/works/workflow. */
export async function flow(app, { upstream, key, log }) {
  const handler = async (request) => {
    const startedAt = new Date();
    const { input } = request.body;
    const provider = { upstream, key };
    const found = await ask(provider, `/phone?phone=${encodeURIComponent(input.phone)}`);
    const summed = found.valid ? await report(provider, found, input) : {};
    const written = { workspaceId: request.workspaceId, connector: 'flow', input, output: summed, contactUpdates: {}, startedAt };
    const { id, durationMs } = await log.write(written);
    return { executionId: id, status: 'succeeded', output: summed, contactUpdates: {}, durationMs };
  };
  app.route({ method: 'POST', url: '/flow', schema: { body, response: callAnswer(output, {}) }, handler });
}

async function report(provider, found, { phone }) {
  const domain = found.identities[0]?.company?.domain;
  const [{ company }, { score }, { carrier }] = await Promise.all([
    ask(provider, `/company?domain=${encodeURIComponent(domain)}`),
    ask(provider, `/score?line=${encodeURIComponent(found.lineType)}`),
    ask(provider, `/phone?phone=${encodeURIComponent(phone)}&carrier=1`),
  ]);
  const summed = { company: company.name, score: score * 2, carrier };
  await ask(provider, '/report', summed);
  return summed;
}
