import { describeConnector, describeSimulator } from '@patchbay/testing';
import zohoCrm from './zoho-crm.connector.js';
import simulator from './zoho-crm.simulator.js';

describeConnector(zohoCrm, import.meta.dirname, {
  spec: 'zoho',
  account: { location: 'eu' },
  undescribed: [/^GET \/crm\/v8\/\w+\/\d+\/Notes$/],
  // The answer of a partly successful insert (207) is not described. The fields of a record are the organization's own; the description leaves records open.
  openRequestMembers: [/: body data\[\d+\]\.\w+(\.\w+)* is not a field/],
  unlistedAnswerMembers: [/^answer of POST \/crm\/v8\/Contacts: data is not/, /: data\[\d+\]\.[A-Z]\w+ is not a member/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, query }) =>
    operation === 'GET /crm/v8/{module_api_name}' && query['fields'] === undefined ? ['a list needs fields'] : [],
});

describeSimulator(zohoCrm, simulator, {
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('record.create', { module: 'Contacts', fields: { Last_Name: 'Somerville', Email: 'mary@engines.example' } });
    expect(await ok('record.get', { module: 'Contacts', id })).toMatchObject({ id, fields: { Last_Name: 'Somerville' } });
    await ok('record.update', { module: 'Contacts', id, fields: { First_Name: 'Mary' } });
    expect(await ok('record.list', { module: 'Contacts', fields: ['First_Name'] })).toHaveLength(2);
    expect(
      await ok('record.search', { module: 'Contacts', criteria: '((Last_Name:equals:Somerville)and(First_Name:starts_with:Ma))' }),
    ).toMatchObject([{ id }]);
    expect(await ok('record.search', { module: 'Contacts', word: 'engines' })).toHaveLength(2);
    expect(await ok('record.query', { query: "select Last_Name from Contacts where Email like '%engines%' limit 0, 1" })).toMatchObject({
      more: true,
    });
    expect(await ok('record.count', { module: 'Contacts' })).toEqual({ count: 2 });
    expect(await refused('record.create', { module: 'Contacts', fields: { Email: 'x@engines.example' } })).toBe('provider_rejected');
    expect(await ok('records.create', { module: 'Leads', records: [{ Last_Name: 'One' }, {}] })).toMatchObject([
      { ok: true },
      { ok: false },
    ]);
    const upsert = { module: 'Contacts', fields: { Last_Name: 'Byron', Email: 'mary@engines.example' } };
    expect(await ok('record.upsert', upsert)).toEqual({ id, created: false });
    expect(await ok('record.upsert', { ...upsert, duplicateCheckFields: ['Phone'] })).toMatchObject({ created: true });
    const converted = await ok('lead.convert', { id: '5725767000000500001', deal: { Deal_Name: 'Compiler', Stage: 'Qualification' } });
    expect(await ok('record.get', { module: 'Contacts', id: converted.contactId })).toMatchObject({
      fields: { Email: 'grace@mark.example' },
    });
    expect(await refused('record.get', { module: 'Leads', id: '5725767000000500001' })).toBe('provider_not_found');
    await ok('note.create', { module: 'Contacts', recordId: id, content: 'One' });
    await ok('note.create', { module: 'Contacts', recordId: id, content: 'Two' });
    expect(await ok('note.list', { module: 'Contacts', recordId: id })).toMatchObject([{ content: 'One' }, { content: 'Two' }]);
    expect(await ok('user.list')).toHaveLength(1);
    await ok('module.list');
    await ok('field.list', { module: 'Contacts' });
    await ok('record.delete', { module: 'Contacts', id });
    expect(await refused('record.get', { module: 'Contacts', id })).toBe('provider_not_found');
  },
});
