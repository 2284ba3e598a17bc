import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, phoneNumber, tryOnce } from './requests.mjs';

const KEY_HEADER = [{ key: 'X-API-Key', value: '{{workspace.bench_upstream_key}}' }];
const bodyOf = (i) => ({ contact: { phone_number: phoneNumber(i) }, input: {} });
const isRight = ({ status, contactUpdates }) =>
  status === 'succeeded' && contactUpdates.company === 'Analytical Engines' && contactUpdates.firstname === 'Ada';

/** phone → company → score, each with what the step before found, the last one under a condition. */
export default {
  name: 'three-step',
  title: 'Sync call of a three-step connector: three upstream requests, outputs, a condition, two field mappings, one durable record',
  targets: { 16: { rate: 1.1 }, 64: { rate: 1.1 } },

  async prepare({ patchbay, handwritten, upstream }) {
    await patchbay.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
    const { id } = await patchbay.api.make('/connectors', connector(upstream.url));
    const path = `/api/v1/connectors/${id}/execute`;
    await tryOnce(patchbay, path, bodyOf(0), isRight);
    await tryOnce(handwritten, '/enrich', bodyOf(0), isRight);
    return { patchbay: callsTo(patchbay, path, bodyOf), handwritten: callsTo(handwritten, '/enrich', bodyOf) };
  },
};

function connector(url) {
  const step = (id, path, more = {}) => ({ id, name: id, method: 'GET', url: url + path, headers: KEY_HEADER, ...more });
  return {
    name: 'Bench enrichment',
    type: 'multi-step',
    config: {
      steps: [
        step('phone', '/phone?phone={{contact.phone_number}}', {
          output: { domain: 'identities[0].company.domain', lineType: 'lineType', firstName: 'identities[0].firstName' },
        }),
        step('company', '/company?domain={{phone.domain}}', { output: { id: 'company.id', name: 'company.name' } }),
        step('score', '/score?company={{company.id}}&line={{phone.lineType}}', {
          condition: { enabled: true, expression: '{{company.id}} !== null' },
        }),
      ],
    },
    fieldMappings: [
      { sourcePath: 'company.name', targetField: 'company' },
      { sourcePath: 'phone.firstName', targetField: 'firstname' },
    ],
  };
}
