import { describeConnector, describeSimulator } from '@patchbay/testing';
import trello from './trello.connector.js';
import simulator from './trello.simulator.js';

describeConnector(trello, import.meta.dirname, {
  undescribed: [
    /^DELETE \/1\/(boards|checklists)\/\w+$/,
    /^PUT \/1\/(lists\/\w+|cards\/\w+\/checkItem\/\w+)$/,
    /^GET \/1\/cards\/\w+\/(actions|checklists)$/,
    /^POST \/1\/(labels|cards\/\w+\/attachments|checklists\/\w+\/checkItems)$/,
    /^DELETE \/1\/cards\/\w+\/(idLabels|idMembers)\/\w+$/,
  ],
  openRequestMembers: [
    // It knows the credential in the query only, not the OAuth header, and not `me` in the place of a member's id.
    /authentication fits none of: APIKey \+ APIToken$/,
    /^GET \/1\/members\/me\/boards: path id: /,
    // Paging is in the guide, not in the description.
    /query parameter (limit|before) is not described$/,
  ],
  // The description has ids and names of answers, and calls lists of ids objects.
  unlistedAnswerMembers: [/is not a member the vendor describes$/, /\/id(Labels|Members): \/ must be object$/],
});

describeSimulator(trello, simulator, {
  story: async ({ ok, refused, expect }) => {
    const board = await ok('board.create', { name: 'Launch' });
    const lists = await ok('list.list', { boardId: board.id });
    expect(lists.map(({ name }) => name)).toEqual(['To Do', 'Doing', 'Done']);
    expect(await ok('board.update', { id: board.id, description: 'Soon' })).toMatchObject({ name: 'Launch', description: 'Soon' });
    expect(await ok('board.get', { id: board.id })).toMatchObject({ description: 'Soon', closed: false });
    expect(await ok('board.list')).toHaveLength(2);
    const list = await ok('list.create', { boardId: board.id, name: 'Later' });
    await ok('list.update', { id: list.id, closed: true });
    expect(await ok('list.list', { boardId: board.id, filter: 'closed' })).toMatchObject([{ name: 'Later' }]);

    const { id } = await ok('card.create', { listId: lists[0]?.id, name: 'Bake a cake', due: '2026-12-01T09:00:00Z' });
    await ok('card.create', { listId: lists[0]?.id, name: 'Second' });
    expect(await ok('card.get', { id })).toMatchObject({ name: 'Bake a cake', boardId: board.id, archived: false });
    expect(await ok('card.update', { id, listId: lists[2]?.id, dueComplete: true })).toMatchObject({
      listId: lists[2]?.id,
      dueComplete: true,
    });
    expect(await ok('card.list', { boardId: board.id })).toHaveLength(2);
    expect(await ok('card.list', { boardId: board.id, max: 1 })).toHaveLength(1);
    expect(await ok('card.search', { query: 'cake' })).toMatchObject([{ id }]);
    const [member] = await ok('member.list', { boardId: board.id });
    await ok('card.add_member', { cardId: id, memberId: member?.id });
    const label = await ok('label.create', { boardId: board.id, name: 'Food', color: 'lime' });
    expect(await ok('label.list', { boardId: board.id })).toMatchObject([{ name: 'Food' }]);
    await ok('card.add_label', { cardId: id, labelId: label.id });
    expect(await ok('card.get', { id })).toMatchObject({ labelIds: [label.id], memberIds: [member?.id] });
    await ok('card.remove_label', { cardId: id, labelId: label.id });
    await ok('card.remove_member', { cardId: id, memberId: member?.id });
    await ok('comment.create', { cardId: id, text: 'With cherries' });
    expect(await ok('comment.list', { cardId: id })).toMatchObject([{ text: 'With cherries', author: 'ada' }]);
    await ok('attachment.create', { cardId: id, url: 'https://engines.example/recipe' });
    const checklist = await ok('checklist.create', { cardId: id, name: 'Shopping' });
    const item = await ok('check_item.create', { checklistId: checklist.id, name: 'Flour' });
    await ok('check_item.update', { cardId: id, id: item.id, complete: true });
    expect(await ok('checklist.list', { cardId: id })).toMatchObject([{ items: [{ name: 'Flour', complete: true }] }]);
    await ok('checklist.delete', { id: checklist.id });
    await ok('card.delete', { id });
    expect(await refused('card.get', { id })).toBe('provider_not_found');
    await ok('board.delete', { id: board.id });
    expect(await refused('board.get', { id: board.id })).toBe('provider_not_found');
  },
});
