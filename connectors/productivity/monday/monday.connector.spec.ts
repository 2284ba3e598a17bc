import { describeConnector, describeSimulator } from '@patchbay/testing';
import monday from './monday.connector.js';
import simulator from './monday.simulator.js';

describeConnector(monday, import.meta.dirname, {
  // The description is cut to the types around items; these two are in the vendor's whole one.
  openRequestMembers: [/Cannot query field "(update|delete)_board" on type "Mutation"/],
  // Required by the vendor, not declared in its description.
  rules: ({ body }) => {
    const { values } = (body as { variables?: { values?: unknown } }).variables ?? {};
    return values === undefined || isJsonText(values) ? [] : ['values of columns have to be JSON in a text'];
  },
});

function isJsonText(value: unknown): boolean {
  try {
    return typeof value === 'string' && typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}

describeSimulator(monday, simulator, {
  story: async ({ ok, refused, expect }) => {
    const board = await ok('board.create', { name: 'Launch', kind: 'private' });
    await ok('board.update', { id: board.id, name: 'Landing' });
    const group = await ok('group.create', { boardId: board.id, name: 'Doing' });
    const column = await ok('column.create', { boardId: board.id, title: 'Size', type: 'numbers' });
    expect(await ok('board.get', { id: board.id })).toMatchObject({ name: 'Landing', groups: [{ name: 'To do' }, { name: 'Doing' }] });
    expect(await ok('board.list')).toHaveLength(2);
    const values = { [String(column.id)]: '12', status: { label: 'Done' } };
    const { id } = await ok('item.create', { boardId: board.id, name: 'Bake', columnValues: values });
    const item = await ok('item.get', { id });
    expect(item).toMatchObject({ name: 'Bake', board: { name: 'Landing' }, group: { name: 'To do' } });
    expect(item.columns).toContainEqual(expect.objectContaining({ id: column.id, text: '12' }));
    await ok('item.create', { boardId: board.id, name: 'Second' });
    expect(await ok('item.list', { boardId: board.id })).toHaveLength(2);
    expect(
      await ok('item.list', { boardId: board.id, filters: [{ columnId: 'status', operator: 'any_of', value: ['Done'] }] }),
    ).toMatchObject([{ id }]);
    expect(await ok('item.search', { boardId: board.id, columns: [{ columnId: 'name', values: ['Bake', 'Second'] }] })).toHaveLength(2);
    expect(await ok('item.update', { boardId: board.id, id, name: 'Bake well', columnValues: { text: 'Cherries' } })).toMatchObject({
      name: 'Bake well',
    });
    expect(await ok('item.move', { id, groupId: group.id })).toMatchObject({ group: { name: 'Doing' } });
    expect(await refused('item.move', { id, groupId: 'nowhere' })).toBe('provider_not_found');
    expect(await ok('item.duplicate', { boardId: board.id, id })).toMatchObject({ name: 'Bake well (copy)' });
    expect(await ok('subitem.create', { parentId: id, name: 'Flour' })).toMatchObject({ parentId: id });
    const update = await ok('update.create', { itemId: id, html: '<p>Good</p>' });
    await ok('update.create', { replyToId: update.id, html: '<p>Very</p>' });
    expect(await ok('update.list', { itemId: id })).toMatchObject([{ text: 'Very' }, { text: 'Good' }]);
    await ok('update.delete', { id: update.id });
    expect(await ok('update.list', { itemId: id })).toHaveLength(1);
    expect(await ok('item.archive', { id })).toMatchObject({ state: 'archived' });
    expect(await ok('user.list', { name: 'ada' })).toMatchObject([{ email: 'ada@engines.example' }]);
    await ok('workspace.list');
    await ok('item.delete', { id });
    expect(await refused('item.get', { id })).toBe('provider_not_found');
    await ok('board.delete', { id: board.id });
    expect(await refused('item.create', { boardId: board.id, name: 'Late' })).toBe('provider_not_found');
  },
});
