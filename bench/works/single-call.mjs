import { requestBytes } from '../load/connections.mjs';
import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, phoneNumber, tryOnce } from './requests.mjs';

export const bodyOf = (i) => ({ contact: { phone_number: phoneNumber(i) }, input: {} });
export const isRight = ({ status, output, contactUpdates }) =>
  status === 'succeeded' && output.valid === true && contactUpdates.firstname === 'Ada' && contactUpdates.lastname === 'Lovelace';

/** The connector of this work as a workspace stores it. */
export function lookupConnector(upstreamUrl, name) {
  return {
    name,
    type: 'single-step',
    config: {
      method: 'GET',
      url: `${upstreamUrl}/phone?phone={{contact.phone_number}}`,
      headers: [{ key: 'X-API-Key', value: '{{workspace.bench_upstream_key}}' }],
    },
    fieldMappings: [
      { sourcePath: 'identities[0].firstName', targetField: 'firstname' },
      { sourcePath: 'identities[0].lastName', targetField: 'lastname' },
    ],
  };
}

/** One sync call of a custom HTTP connector with an API key, two field mappings and a durable record. */
export default {
  name: 'single-call',
  title: 'Sync call: one upstream request, API key header, two field mappings, one durable record',
  targets: { 1: { rate: 0.7 }, 16: { rate: 1.3, p99: 1 }, 64: { rate: 1.5, p99: 1 } },

  async prepare({ patchbay, handwritten, upstream }) {
    await patchbay.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
    const { id } = await patchbay.api.make('/connectors', lookupConnector(upstream.url, 'Bench lookup'));
    const path = `/api/v1/connectors/${id}/execute`;
    await tryOnce(patchbay, path, bodyOf(0), isRight);
    await tryOnce(handwritten, '/lookup', bodyOf(0), isRight);
    return {
      patchbay: callsTo(patchbay, path, bodyOf),
      handwritten: callsTo(handwritten, '/lookup', bodyOf),
      direct: [
        requestBytes({ method: 'GET', path: `/phone?phone=${encodeURIComponent(phoneNumber(1))}`, headers: { 'x-api-key': API_KEY } }),
      ],
    };
  },
};
