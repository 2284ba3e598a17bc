import { describeConnector, describeSimulator } from '@patchbay/testing';
import hubspot from './hubspot.connector.js';
import simulator from './hubspot.simulator.js';

describeConnector(hubspot, import.meta.dirname, {
  undescribed: [
    / \/crm\/v4\/objects\//,
    / \/crm\/v3\/objects\/(notes|tasks)$/,
    / \/crm\/v3\/objects\/(companies\/merge|tickets\/.+)$/,
    /^GET \/crm\/v3\/objects\/tickets$/,
    /^DELETE \/crm\/v3\/objects\/deals\//,
  ],
  // The SDK the description was made from renames the reserved word `new`.
  unlistedAnswerMembers: [/\.new /],
});

describeSimulator(hubspot, simulator, {
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('contact.create', { email: 'mary@engines.example', firstName: 'Mary' });
    expect(await ok('contact.get', { id })).toMatchObject({ id, email: 'mary@engines.example' });
    expect(await refused('contact.create', { email: 'mary@engines.example' })).toBe('conflict');
    expect(await ok('contact.list', { max: 3 })).toHaveLength(3);
    expect(await ok('contact.update', { id, lastName: 'Somerville' })).toMatchObject({ firstName: 'Mary', lastName: 'Somerville' });
    expect(await ok('contact.search', { filters: [{ property: 'lastname', operator: 'EQ', value: 'Somerville' }] })).toMatchObject([
      { id },
    ]);
    expect(await ok('contact.upsert', { email: 'new@mark.example', firstName: 'New' })).toMatchObject({ created: true });
    const again = await ok('contact.upsert', { email: 'new@mark.example', firstName: 'Old' });
    expect(again).toMatchObject({ created: false, firstName: 'Old' });
    await ok('contact.merge', { primaryId: id, mergedId: again.id });
    expect(await refused('contact.get', { id: again.id })).toBe('provider_not_found');

    for (const [noun, fields, change] of [
      ['company', { name: 'Royal Society' }, { city: 'London' }],
      ['deal', { name: 'Engine', stage: 'closedwon' }, { amount: 12 }],
      ['ticket', { subject: 'Lever', stage: '1' }, { priority: 'HIGH' }],
    ] as const) {
      const made = await ok(`${noun}.create`, fields);
      await ok(`${noun}.update`, { id: made.id, ...change });
      expect(await ok(`${noun}.get`, { id: made.id })).toMatchObject({ id: made.id });
      expect(await ok(`${noun}.list`)).toContainEqual(expect.objectContaining({ id: made.id }));
      await ok(`${noun}.search`, { query: 'e' });
      await ok(`${noun}.delete`, { id: made.id });
      expect(await refused(`${noun}.get`, { id: made.id })).toBe('provider_not_found');
    }
    await ok('note.create', { contactId: id, body: 'Met at the fair' });
    await ok('task.create', { contactId: id, subject: 'Write', dueAt: '2026-12-01T09:00:00Z' });
    const ends = { fromType: 'contacts', fromId: id, toType: 'companies' };
    await ok('association.create', { ...ends, toId: '201' });
    expect(await ok('association.list', ends)).toMatchObject([{ toId: '201' }]);
    await ok('association.delete', { ...ends, toId: '201' });
    expect(await ok('association.list', ends)).toEqual([]);
    expect(await ok('owner.list', { email: 'charles@engines.example' })).toHaveLength(1);
    await ok('pipeline.list');
    await ok('property.list');
    await ok('contact.delete', { id });
    expect(await refused('contact.get', { id })).toBe('provider_not_found');
  },
});
