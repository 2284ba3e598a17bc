import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, phoneNumber, tryOnce } from './requests.mjs';
import { lookupConnector } from './single-call.mjs';

const isRight = ({ status, contactUpdates }) =>
  status === 'succeeded' && contactUpdates.firstname === 'Ada' && contactUpdates.lastname === 'Lovelace';

/** The sync call again, with the two mapped fields written onto a stored contact. */
export default {
  name: 'contact-call',
  title: 'Sync call that updates a stored contact with its two mapped fields',
  connections: [16, 64],

  async prepare({ patchbay, handwritten, upstream }) {
    await patchbay.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
    const { id } = await patchbay.api.make('/connectors', lookupConnector(upstream.url, 'Bench lookup onto a contact'));
    const ids = await contactsOf(patchbay.api, handwritten.contactIds.length);
    const path = `/api/v1/connectors/${id}/execute`;
    const patchbayBody = (i) => ({ contactId: ids[i % ids.length], input: {} });
    const handwrittenBody = (i) => ({
      contactId: handwritten.contactIds[i % handwritten.contactIds.length],
      contact: { phone_number: phoneNumber(i) },
      input: {},
    });
    await tryOnce(patchbay, path, patchbayBody(0), isRight);
    await tryOnce(handwritten, '/lookup', handwrittenBody(0), isRight);
    return { patchbay: callsTo(patchbay, path, patchbayBody), handwritten: callsTo(handwritten, '/lookup', handwrittenBody) };
  },
};

async function contactsOf(api, count) {
  const ids = [];
  for (let i = 0; i < count; i++) ids.push((await api.call('POST', '/contacts', { phone_number: phoneNumber(i) })).id);
  return ids;
}
