import { measureCase } from '../measure/measure-work.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { atMost, ratioLine } from '../report/table.mjs';
import { API_KEY, ISSUE_PATH, UPSTREAM_USER } from '../upstream/routes.mjs';
import { callsTo, tryOnce } from './requests.mjs';

/** At most, of what the custom connector costs in CPU time. */
const TARGET = 1.2;

/** A built-in connector's action against a custom single-step connector that makes the same request and gets the same answer. */
export default {
  name: 'built-in',
  title: 'A built-in connector against a custom one',
  connections: [16, 64],

  async *measure({ patchbay, upstream }, options) {
    const subjects = [await builtIn(patchbay, upstream), await custom(patchbay, upstream)];
    for (const connections of options.connections) {
      yield measureCase({ work: this, subjects, connections, options }, ([ours, theirs]) => {
        const ratios = ratiosOf(ours, theirs);
        return { ratios, notes: [ratioLine(['built-in', 'custom'], ratios) + (ratios ? atMost(TARGET, ratios.cpu) : '')] };
      });
    }
  },
};

async function builtIn(patchbay, upstream) {
  const auth = { type: 'basic', username: UPSTREAM_USER, password: API_KEY, site: upstream.url };
  const connection = await patchbay.api.make('/connections', { connector: 'jira', name: 'Bench issues', auth, test: false });
  const body = () => ({ action: 'issue.get', connectionId: connection.id, input: { issue: 'ACME-17' } });
  const path = '/api/v1/connectors/jira/execute';
  await tryOnce(patchbay, path, body(), ({ status, output }) => status === 'succeeded' && output.key === 'ACME-17');
  return { ...patchbay, name: 'built-in', requests: callsTo(patchbay, path, body) };
}

async function custom(patchbay, upstream) {
  await patchbay.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const { id } = await patchbay.api.make('/connectors', {
    name: 'Bench issue',
    type: 'single-step',
    config: { method: 'GET', url: upstream.url + ISSUE_PATH, headers: [{ key: 'X-API-Key', value: '{{workspace.bench_upstream_key}}' }] },
  });
  const path = `/api/v1/connectors/${id}/execute`;
  await tryOnce(patchbay, path, {}, ({ status, output }) => status === 'succeeded' && output.key === 'ACME-17');
  return { ...patchbay, name: 'custom', requests: callsTo(patchbay, path, () => ({ input: {} })) };
}
