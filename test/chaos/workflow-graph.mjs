// The workflow of the chaos suite: a read, a condition with a branch, two parallel branches (writes around a delay, and a for-each whose items write), a
// join, a transform and a last write. Its output is put together from every answer, so that one that is lost or taken twice shows.

/** Items of the for-each. */
export const ITEMS = 3;
/** What each run leaves at the provider: one effect each. Items are named `put-<index>`. */
export const WRITES = ['left', 'more', 'last', ...Array.from({ length: ITEMS }, (_, item) => `put-${item}`)];
/** Nodes whose effect is always known in the end: a read, and a write whose provider knows a repeat by its key. */
export const NEVER_UNKNOWN = new Set(['find', 'more']);
/** A run's input `n`; below LARGE_FROM it takes the longer way. */
export const INPUTS = [0, 1, 2, 3, 4];
const LARGE_FROM = 2;

/** What a node's requests are remembered under. `item`: of a for-each, or null. */
export const nameOf = (nodeId, item) => (item === null || item === undefined ? nodeId : `${nodeId}-${item}`);

/** Makes the connectors and the workflow, which may be there already because a process died with the answer. Out: the workflow's id. */
export async function makeWorkflow(insist, upstream) {
  const make = (name, method, query = '') =>
    makeConnector(insist, { name, method, url: `${upstream}/?run={{input.run}}&what={{input.what}}${query}` });
  const definition = definitionOf({
    read: await make('Plain read', 'GET', `&items=${ITEMS}`),
    write: await make('Plain write', 'POST'),
    keyed: await make('Keyed write', 'POST'),
  });
  const { status, body } = await insist('POST', '/workflows', { definition });
  if (status === 201) return body.id;
  const { body: list } = await insist('GET', '/workflows?q=Chaos');
  if (list.data[0]) return list.data[0].id;
  throw new Error(`no workflow: ${JSON.stringify(body)}`);
}

function definitionOf({ read, write, keyed }) {
  const call = (id, connector, what, run = `{{input.run}}-${id}`) => ({
    id,
    type: 'action',
    connector,
    input: { run, what },
    retry: { maxAttempts: 10, delaySeconds: 0.1, backoff: 1 },
  });
  return {
    name: 'Chaos',
    start: 'find',
    nodes: [
      call('find', read, 'find {{input.n}}'),
      { id: 'size', type: 'condition', branches: [{ id: 'large', when: `{{input.n}} >= ${LARGE_FROM}` }] },
      { id: 'small', type: 'transform', value: 'small {{find.value}}' },
      { id: 'fork', type: 'parallel' },
      call('left', write, 'left {{find.value}}'),
      { id: 'pause', type: 'delay', seconds: 1 },
      call('more', keyed, 'more {{left.value}}'),
      {
        id: 'each',
        type: 'forEach',
        items: '{{find.items}}',
        concurrency: 2,
        body: {
          start: 'put',
          nodes: [call('put', write, 'put {{item}}', '{{input.run}}-put-{{index}}')],
          edges: [],
          output: '{{put.value}}',
        },
      },
      { id: 'meet', type: 'join' },
      {
        id: 'sum',
        type: 'transform',
        value: { more: '{{more.value}}', each: '{{each.results}}', small: '{{small | default: "large"}}' },
        expression: '$join(each, "+") & " " & more & " " & small',
      },
      call('last', write, 'last {{sum}}'),
    ],
    edges: [
      { from: 'find', to: 'size' },
      { from: 'size', to: 'fork', on: 'large' },
      { from: 'size', to: 'small', on: 'otherwise' },
      { from: 'small', to: 'fork' },
      { from: 'fork', to: 'left' },
      { from: 'left', to: 'pause' },
      { from: 'pause', to: 'more' },
      { from: 'fork', to: 'each' },
      { from: 'more', to: 'meet' },
      { from: 'each', to: 'meet' },
      { from: 'meet', to: 'sum' },
      { from: 'sum', to: 'last' },
    ],
    output: { last: '{{last.value}}', arrived: '{{meet.arrived}}', each: '{{each}}' },
  };
}

async function makeConnector(insist, { name, method, url }) {
  const config = { method, url, auth: { type: 'none' }, ...(method === 'GET' ? {} : { body: { run: '{{input.run}}' } }) };
  const { status, body } = await insist('POST', '/connectors', { name, category: 'enrichment', config, timeoutMs: 5_000, maxRetries: 0 });
  if (status === 201) return body.id;
  const { body: list } = await insist('GET', '/connectors?source=custom&limit=50');
  const found = list.data.find((connector) => connector.name === name);
  if (found) return found.key;
  throw new Error(`no connector: ${JSON.stringify(body)}`);
}
