import { describeConnector, describeSimulator } from '@patchbay/testing';
import salesforce from './salesforce.connector.js';
import simulator from './salesforce.simulator.js';

describeConnector(salesforce, import.meta.dirname, {
  account: { instance_url: 'https://acme.my.salesforce.com' },
  // The description is hand-made: records are open, and it lacks the 201 of an upsert that creates.
  unlistedAnswerMembers: [/records\[\d+\]\./, /^answer of PATCH .+__c\/\S+: \/ must be array$/],
  undescribed: [
    /\/jobs\/ingest/,
    /\/parameterizedSearch$/,
    /^GET .+\/sobjects\/\w+\/\w+__c\//,
    /^DELETE .+\/composite\/sobjects$/,
    /^PATCH .+\/composite\/sobjects$/,
  ],
});

describeSimulator(salesforce, simulator, {
  account: { instance_url: 'https://engines.my.salesforce.com' },
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('record.create', { object: 'Contact', fields: { FirstName: 'Mary', LastName: 'Somerville' } });
    expect(await ok('record.get', { object: 'Contact', id, fields: ['Name'] })).toMatchObject({ fields: { Name: 'Mary Somerville' } });
    await ok('record.update', { object: 'Contact', id, fields: { Email: "mary@o'engines.example" } });
    expect(await ok('record.query', { soql: "SELECT Id, Email FROM Contact WHERE Email = 'mary@o\\'engines.example'" })).toMatchObject([
      { object: 'Contact', fields: { Id: id } },
    ]);
    expect(await ok('record.query', { soql: "SELECT Name FROM Contact WHERE Name LIKE '%e' ORDER BY Name DESC" })).toMatchObject([
      { fields: { Name: 'Mary Somerville' } },
      { fields: { Name: 'Ada Lovelace' } },
    ]);
    expect(await refused('record.query', { soql: 'SELEC Id' })).toBe('provider_rejected');
    expect(await ok('record.search', { sosl: 'FIND {Ada} IN NAME FIELDS RETURNING Contact(Id, Name), Lead(Id)' })).toHaveLength(1);
    expect(await ok('record.search_text', { text: 'hopper', objects: [{ name: 'Lead', fields: ['Name'] }] })).toHaveLength(1);
    const key = { object: 'Account', externalIdField: 'External_Id__c', externalId: 'a-1' };
    expect(await ok('record.upsert', { ...key, fields: { Name: 'Royal Society' } })).toMatchObject({ created: true });
    expect(await ok('record.upsert', { ...key, fields: { Industry: 'Science' } })).toMatchObject({ created: false });
    expect(await ok('record.find_by_external_id', key)).toMatchObject({ fields: { Name: 'Royal Society', Industry: 'Science' } });
    const [first, second] = await ok('records.create', {
      records: [
        { object: 'Lead', fields: { LastName: 'One', Company: 'A' } },
        { object: 'Lead', fields: { Company: 'B' } },
      ],
    });
    expect([first?.success, second?.success]).toEqual([true, false]);
    await ok('records.update', { records: [{ object: 'Lead', id: first?.id, fields: { Company: 'C' } }] });
    expect(await ok('records.delete', { ids: [first?.id, first?.id] })).toMatchObject([{ success: true }, { success: false }]);
    expect((await ok('object.list')).length).toBeGreaterThan(5);
    expect(await ok('object.describe', { object: 'Contact' })).toMatchObject({ name: 'Contact' });
    await ok('limit.list');
    const job = await ok('bulk_job.create', { object: 'Account', operation: 'insert', records: [{ Name: 'Bulk' }] });
    expect(await ok('bulk_job.get', { id: job.id })).toMatchObject({ state: 'JobComplete', processed: 1 });
    await ok('bulk_job.results', { id: job.id, which: 'successfulResults' });
    await ok('bulk_job.abort', { id: job.id });
    await ok('record.delete', { object: 'Contact', id });
    expect(await refused('record.get', { object: 'Contact', id })).toBe('provider_not_found');
  },
});
