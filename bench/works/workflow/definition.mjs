import { API_KEY } from '../../upstream/routes.mjs';

/** Nodes of TEN_NODES; all of them but the one of the other branch run. */
export const NODES = 10;

/** Makes the connectors and the workflow of ten nodes: a read, a condition, three reads side by side that meet again, a sum of them, a write. Out: its id. */
export async function makeTenNodes({ api }, upstreamUrl) {
  const made = await connectors(api, upstreamUrl);
  const act = (id, connector, input) => ({ id, type: 'action', connector: made[connector], input });
  const { id } = await api.make('/workflows', {
    definition: {
      name: 'Bench ten nodes',
      start: 'find',
      nodes: [
        act('find', 'phone', { phone: '{{input.phone}}' }),
        { id: 'known', type: 'condition', branches: [{ id: 'yes', when: '{{find.valid}} == true' }] },
        { id: 'fork', type: 'parallel' },
        act('company', 'company', { domain: '{{find.identities[0].company.domain}}' }),
        act('score', 'score', { line: '{{find.lineType}}' }),
        act('carrier', 'phone', { phone: '{{input.phone}}' }),
        { id: 'meet', type: 'join' },
        {
          id: 'sum',
          type: 'transform',
          value: { company: '{{company.company.name}}', score: '{{score.score}}', carrier: '{{carrier.carrier}}' },
          expression: '{ "company": company, "score": score * 2, "carrier": carrier }',
        },
        act('report', 'report', { report: '{{sum}}' }),
        { id: 'unknown', type: 'stop', outcome: 'succeeded', message: 'Nobody knows this number.' },
      ],
      edges: [
        { from: 'find', to: 'known' },
        { from: 'known', to: 'fork', on: 'yes' },
        { from: 'known', to: 'unknown', on: 'otherwise' },
        { from: 'fork', to: 'company' },
        { from: 'fork', to: 'score' },
        { from: 'fork', to: 'carrier' },
        { from: 'company', to: 'meet' },
        { from: 'score', to: 'meet' },
        { from: 'carrier', to: 'meet' },
        { from: 'meet', to: 'sum' },
        { from: 'sum', to: 'report' },
      ],
      output: '{{sum}}',
    },
  });
  return id;
}

/** Makes a workflow of one action: the lookup of the single call, for the contact of its run. Out: its id. */
export async function makeOneNode({ api }, upstreamUrl) {
  const { phone } = await connectors(api, upstreamUrl);
  const node = { id: 'find', type: 'action', connector: phone, input: { phone: '{{contact.phone_number}}' } };
  const definition = { name: 'Bench one node', start: 'find', nodes: [node], edges: [] };
  return (await api.make('/workflows', { definition })).id;
}

/** Makes a workflow of one action that a webhook starts, by its trigger `hook`. Out: its id. */
export async function makeHooked({ api }, upstreamUrl) {
  const { phone } = await connectors(api, upstreamUrl);
  const definition = {
    name: 'Bench webhooks',
    start: 'find',
    nodes: [{ id: 'find', type: 'action', connector: phone, input: { phone: '{{input.phone}}' } }],
    edges: [],
    triggers: [{ id: 'hook', type: 'webhook' }],
  };
  return (await api.make('/workflows', { definition })).id;
}

async function connectors(api, upstreamUrl) {
  await api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const headers = [{ key: 'X-API-Key', value: '{{workspace.bench_upstream_key}}' }];
  const make = async (name, config) =>
    (await api.make('/connectors', { name: `Bench workflow ${name}`, type: 'single-step', config: { headers, ...config } })).id;
  return {
    phone: await make('phone', { method: 'GET', url: `${upstreamUrl}/phone?phone={{input.phone}}` }),
    company: await make('company', { method: 'GET', url: `${upstreamUrl}/company?domain={{input.domain}}` }),
    score: await make('score', { method: 'GET', url: `${upstreamUrl}/score?line={{input.line}}` }),
    report: await make('report', { method: 'POST', url: `${upstreamUrl}/report`, body: '{{input.report}}' }),
  };
}
