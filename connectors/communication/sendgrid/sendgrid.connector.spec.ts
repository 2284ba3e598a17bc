import { describeConnector, describeSimulator } from '@patchbay/testing';
import sendgrid from './sendgrid.connector.js';
import simulator from './sendgrid.simulator.js';

describeConnector(sendgrid, import.meta.dirname, {
  undescribed: [
    /^GET \/v3\/marketing\/contacts\/imports\//,
    /^DELETE \/v3\/marketing\/lists\/[^/]+\/contacts$/,
    /^GET \/v3\/suppression\/unsubscribes$/,
    /^DELETE \/v3\/asm\/suppressions\/global\//,
  ],
  // With a template neither is needed, and dynamic templates have ids that are no UUIDs.
  openRequestMembers: [/^POST \/v3\/mail\/send: body \/ must have required property '(subject|content)'$/],
  unlistedAnswerMembers: [
    /^answer of DELETE \/v3\/marketing\/contacts: \/job_id must be object$/,
    /\/id must (match format "uuid"|NOT have fewer)/,
  ],
  rules: ({ operation, body }) => {
    if (operation !== 'POST /v3/mail/send') return [];
    const mail = body as { template_id?: string; content?: unknown };
    return mail.template_id === undefined && mail.content === undefined ? ['a mail needs content or a template'] : [];
  },
});

describeSimulator(sendgrid, simulator, {
  story: async ({ ok, refused, expect }) => {
    const list = await ok('list.create', { name: 'Customers' });
    expect(await refused('list.create', { name: 'Customers' })).toBe('provider_rejected');
    const { jobId } = await ok('contact.upsert', { contacts: [{ email: 'mary@engines.example', firstName: 'Mary' }], listIds: [list.id] });
    expect(await ok('contact_import.get', { jobId })).toMatchObject({ status: 'completed' });
    const { id } = await ok('contact.find_by_email', { email: 'mary@engines.example' });
    await ok('contact.upsert', { contacts: [{ email: 'mary@engines.example', lastName: 'Somerville' }] });
    expect(await ok('contact.get', { id })).toMatchObject({ firstName: 'Mary', lastName: 'Somerville', listIds: [list.id] });
    expect(await ok('contact.search', { query: `email LIKE 'mary%' AND CONTAINS(list_ids, '${list.id}')` })).toMatchObject({ total: 1 });
    expect(await ok('list.list')).toMatchObject([
      { name: 'Newsletter', contacts: 0 },
      { name: 'Customers', contacts: 1 },
    ]);
    await ok('list.remove_contacts', { id: list.id, contactIds: [id] });
    expect(await ok('list.update', { id: list.id, name: 'Clients' })).toMatchObject({ name: 'Clients', contacts: 0 });
    await ok('list.delete', { id: list.id });
    expect(await refused('list.update', { id: list.id, name: 'Late' })).toBe('provider_not_found');
    await ok('contact.delete', { ids: [id] });
    expect(await refused('contact.get', { id })).toBe('provider_not_found');
    expect(await refused('contact.find_by_email', { email: 'mary@engines.example' })).toBe('provider_not_found');

    const [template] = await ok('template.list');
    expect(await ok('template.get', { id: template?.id })).toMatchObject({ name: 'Welcome', versions: [{ active: true }] });
    const mail = { from: { email: 'us@engines.example' }, to: [{ email: 'ada@engines.example' }] };
    expect(await ok('mail.send', { ...mail, templateId: template?.id })).toMatchObject({ accepted: true });
    expect(await refused('mail.send', { ...mail, templateId: 'd-unknown' })).toBe('provider_not_found');
    expect(await ok('bounce.list')).toMatchObject([{ email: 'gone@mark.example' }]);
    await ok('bounce.delete', { email: 'gone@mark.example' });
    expect(await ok('bounce.list')).toEqual([]);
    await ok('suppression.add', { emails: ['ada@engines.example'] });
    expect(await ok('suppression.list')).toHaveLength(2);
    await ok('suppression.delete', { email: 'ada@engines.example' });
    expect(await ok('suppression.list')).toHaveLength(1);
  },
});
