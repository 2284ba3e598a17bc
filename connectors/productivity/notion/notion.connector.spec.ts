import { describeConnector, describeSimulator } from '@patchbay/testing';
import notion from './notion.connector.js';
import simulator from './notion.simulator.js';

describeConnector(notion, import.meta.dirname, {
  // The description is the subset for the vendor's own tool, which writes children of a page, blocks and covers in its own way.
  openRequestMembers: [
    /^POST \/v1\/pages: body (\/children\/\d+|\/icon) must be string$/,
    /^POST \/v1\/pages: body (\/parent|parent\.data_source_id)/, // the name of API version 2025-09-03; the description has the older database_id
    /^PATCH \/v1\/blocks\/[^/]+\/children: body (\/children\/\d+|children\[\d+\]\.)/,
  ],
});

describeSimulator(notion, simulator, {
  story: async ({ ok, refused, expect }) => {
    const home = '11111111111141118111111111111111';
    const source = '22222222-2222-4222-8222-222222222222';
    const { id } = await ok('page.create', { parentPageId: home, title: 'Plan', paragraphs: ['First', 'Second'] });
    expect(await ok('page.get', { id })).toMatchObject({ title: 'Plan', inTrash: false });
    expect(await ok('block.list', { parentId: id })).toMatchObject([{ text: 'First' }, { text: 'Second' }]);
    const [block] = await ok('block.append', { parentId: id, blocks: [{ type: 'to_do', text: 'Third' }] });
    await ok('block.delete', { id: block?.id });
    expect(await ok('block.list', { parentId: id })).toHaveLength(2);
    const row = await ok('page.create', {
      dataSourceId: source,
      title: 'Casting',
      titleProperty: 'Name',
      properties: { Done: { checkbox: false } },
    });
    const open = { property: 'Done', checkbox: { equals: false } };
    expect(await ok('data_source.query', { id: source, filter: open })).toMatchObject([{ title: 'Casting' }]);
    await ok('page.update', { id: row.id, properties: { Done: { checkbox: true } } });
    expect(await ok('data_source.query', { id: source, filter: open })).toEqual([]);
    expect(await ok('data_source.query', { id: source, sorts: [{ property: 'Name', direction: 'descending' }] })).toMatchObject([
      { title: 'Drawing of the mill' },
      { title: 'Casting' },
    ]);
    expect(await ok('data_source.get', { id: source })).toMatchObject({ title: 'Tasks' });
    expect(await ok('database.get', { id: '33333333-3333-4333-8333-333333333333' })).toMatchObject({ dataSources: [{ id: source }] });
    await ok('comment.create', { pageId: id, text: 'Good' });
    await ok('comment.create', { pageId: id, text: 'Very' });
    expect(await ok('comment.list', { parentId: id })).toMatchObject([{ text: 'Good' }, { text: 'Very' }]);
    expect(await ok('user.list')).toHaveLength(2);
    expect(await ok('page.search', { query: 'plan', kind: 'page' })).toMatchObject([{ id }]);
    expect(await ok('page.search')).toHaveLength(5);
    await ok('page.delete', { id });
    expect(await ok('page.get', { id })).toMatchObject({ inTrash: true });
    expect(await ok('page.search', { query: 'plan' })).toEqual([]);
    expect(await refused('page.get', { id: '99999999-9999-4999-8999-999999999999' })).toBe('provider_not_found');
  },
});
