import { alternate } from '../measure/alternate.mjs';
import { MIN_SLICES } from '../report/ratios.mjs';
import { API_KEY, ISSUE_PATH, UPSTREAM_USER } from '../upstream/routes.mjs';
import { callsTo, tryOnce } from './requests.mjs';

/** At most, of what the custom connector costs. */
const TARGET = 1.2;

/** A built-in connector's action against a custom single-step connector that makes the same request and gets the same answer. */
export default {
  name: 'built-in',
  title: 'A built-in connector against a custom one',
  targets: {},

  async *measure({ patchbay, upstream, meter }, options) {
    const subjects = [await builtIn(patchbay, upstream), await custom(patchbay, upstream)];
    for (const connections of options.connections) {
      const results = await alternate({
        subjects,
        connections,
        slices: options.slices,
        sliceMs: options.sliceMs,
        meter,
        postmaster: patchbay.postmaster,
      });
      yield { work: 'built-in', connections, results, text: describe(results, connections) };
    }
  },
};

async function builtIn(patchbay, upstream) {
  const auth = { type: 'basic', username: UPSTREAM_USER, password: API_KEY, site: upstream.url };
  const connection = await patchbay.api.call('POST', '/connections', { connector: 'jira', name: 'Bench', auth, test: false });
  const body = () => ({ action: 'issue.get', connectionId: connection.id, input: { issue: 'ACME-17' } });
  const path = '/api/v1/connectors/jira/execute';
  await tryOnce(patchbay, path, body(), ({ status, output }) => status === 'succeeded' && output.key === 'ACME-17');
  return { ...patchbay, name: 'built-in', requests: callsTo(patchbay, path, body) };
}

async function custom(patchbay, upstream) {
  await patchbay.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const { id } = await patchbay.api.call('POST', '/connectors', {
    name: 'Bench issue',
    type: 'single-step',
    config: { method: 'GET', url: upstream.url + ISSUE_PATH, headers: [{ key: 'X-API-Key', value: '{{workspace.bench_upstream_key}}' }] },
  });
  const path = `/api/v1/connectors/${id}/execute`;
  await tryOnce(patchbay, path, {}, ({ status, output }) => status === 'succeeded' && output.key === 'ACME-17');
  return { ...patchbay, name: 'custom', requests: callsTo(patchbay, path, () => ({ input: {} })) };
}

function describe(results, connections) {
  const cpu = ({ cpuUsPerCall }) => cpuUsPerCall.node + cpuUsPerCall.postgres;
  const lines = results.map(
    (each) =>
      `${each.name}: ${Math.round(each.rate.median)} calls/s (best 10 % ${Math.round(each.rate.bestDecile)}), CPU ${Math.round(each.cpuUsPerCall.node)} µs Node + ${Math.round(each.cpuUsPerCall.postgres)} µs Postgres`,
  );
  const [ours, theirs] = results;
  const costs = cpu(ours) / cpu(theirs);
  const rate = theirs.rate.bestDecile / ours.rate.bestDecile;
  return [
    `\nA built-in connector against a custom one — ${connections} connection${connections === 1 ? '' : 's'}`,
    ...lines,
    ours.slices < MIN_SLICES
      ? `No ratio: fewer than ${MIN_SLICES} slices a side.`
      : `built-in / custom: CPU ${costs.toFixed(2)} ×, time ${rate.toFixed(2)} × in the best decile [target at most ${TARGET} ×: ${Math.min(costs, rate) <= TARGET ? 'met' : 'missed'}]`,
  ].join('\n');
}
