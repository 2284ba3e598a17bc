import { describeConnector, describeSimulator } from '@patchbay/testing';
import pipedrive from './pipedrive.connector.js';
import simulator from './pipedrive.simulator.js';

describeConnector(pipedrive, import.meta.dirname, {
  account: { api_domain: 'https://acme.pipedrive.com' },
  undescribed: [/^PATCH \/api\/v2\/activities\/\d+$/, /^POST \/api\/v1\/notes$/, /^DELETE \/api\/v2\/organizations\/\d+$/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) =>
    operation === 'POST /api/v2/persons' && !(body as { name?: string }).name ? ['a person needs a name'] : [],
});

describeSimulator(pipedrive, simulator, {
  account: { api_domain: 'https://engines.pipedrive.com' },
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('person.create', { name: 'Mary Somerville', emails: ['mary@engines.example'], organizationId: 1 });
    expect(await ok('person.get', { id })).toMatchObject({ id, emails: ['mary@engines.example'] });
    expect(await ok('person.list', { organizationId: 1 })).toHaveLength(2);
    expect(await ok('person.update', { id, phones: ['+44 20 7946 0002'] })).toMatchObject({
      name: 'Mary Somerville',
      phones: ['+44 20 7946 0002'],
    });
    expect(await ok('person.search', { term: 'mary@engines.example', exactMatch: true })).toMatchObject([{ id }]);
    expect(await refused('deal.create', { title: 'For nobody', personId: 99 })).toBe('provider_rejected');
    const deal = await ok('deal.create', { title: 'Engine', value: 12, currency: 'GBP', personId: id });
    expect(await ok('deal.update', { id: deal.id, status: 'won' })).toMatchObject({ status: 'won', personId: id });
    expect(await ok('deal.get', { id: deal.id })).toMatchObject({ value: 12 });
    expect(await ok('deal.list', { status: 'won' })).toMatchObject([{ id: deal.id }]);
    expect(await ok('deal.search', { term: 'engine' })).toHaveLength(2);
    const organization = await ok('organization.create', { name: 'Royal Society', address: 'Carlton House Terrace' });
    await ok('organization.update', { id: organization.id, website: 'https://royal.example' });
    expect(await ok('organization.get', { id: organization.id })).toMatchObject({ website: 'https://royal.example' });
    expect(await ok('organization.list')).toHaveLength(3);
    expect(await ok('organization.search', { term: 'royal' })).toMatchObject([{ id: organization.id }]);
    const activity = await ok('activity.create', { subject: 'Call', dealId: deal.id, personId: id });
    await ok('activity.complete', { id: activity.id });
    expect(await ok('activity.list', { done: true, personId: id })).toMatchObject([{ id: activity.id, done: true }]);
    await ok('note.create', { content: 'Met at the fair', personId: id });
    expect(await ok('pipeline.list')).toMatchObject([{ name: 'Sales' }]);
    expect(await ok('stage.list', { pipelineId: 1 })).toHaveLength(2);
    for (const [noun, record] of [
      ['deal', deal],
      ['organization', organization],
      ['person', { id }],
    ] as const) {
      await ok(`${noun}.delete`, { id: record.id });
      expect(await refused(`${noun}.get`, { id: record.id })).toBe('provider_not_found');
    }
    expect(await ok('person.list')).toHaveLength(2);
  },
});
