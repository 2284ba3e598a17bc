import { describeConnector, describeSimulator } from '@patchbay/testing';
import microsoftTeams from './microsoft-teams.connector.js';
import simulator from './microsoft-teams.simulator.js';

describeConnector(microsoftTeams, import.meta.dirname, {
  undescribed: [/^PATCH \/v1\.0\/teams\/[^/]+\/channels\//, /^GET \/v1\.0\/teams\/.+\/replies$/, /^GET \/v1\.0\/chats\/[^/]+\/messages$/],
  // The documented member of a user identity; the metadata has it in a derived type only.
  openRequestMembers: [/mentioned\.user\.userIdentityType is not a field/],
  unlistedAnswerMembers: [/from\.user\.userIdentityType is not a member/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) =>
    /messages|replies/.test(operation) && body !== null && !(body as { body?: { content?: string } }).body?.content
      ? ['a message needs a body']
      : [],
});

describeSimulator(microsoftTeams, simulator, {
  story: async ({ ok, refused, expect }) => {
    const [team] = await ok('team.list');
    const teamId = team?.id;
    expect(await ok('team.get', { id: teamId })).toMatchObject({ name: 'Engines', visibility: 'private' });
    const { id } = await ok('channel.create', { teamId, name: 'Launch' });
    expect(await refused('channel.create', { teamId, name: 'Launch' })).toBe('conflict');
    await ok('channel.update', { teamId, id, name: 'Landing' });
    expect(await ok('channel.get', { teamId, id })).toMatchObject({ name: 'Landing' });
    expect(await ok('channel.list', { teamId })).toHaveLength(2);
    const place = { teamId, channelId: id };
    const message = await ok('channel_message.send', { ...place, content: 'First' });
    await ok('channel_message.send', { ...place, content: 'Second' });
    await ok('channel_message.reply', { ...place, messageId: message.id, content: 'Answer' });
    expect(await ok('channel_message.get', { ...place, id: message.id })).toMatchObject({
      content: 'First',
      senderName: 'Charles Babbage',
    });
    expect(await ok('channel_message.list', place)).toMatchObject([{ content: 'Second' }, { content: 'First' }]);
    expect(await ok('channel_message.list_replies', { ...place, messageId: message.id })).toMatchObject([{ content: 'Answer' }]);
    await ok('channel.delete', { teamId, id });
    expect(await refused('channel.get', { teamId, id })).toBe('provider_not_found');

    await ok('member.add', { teamId, user: 'ada@engines.example' });
    expect(await ok('member.list', { teamId })).toMatchObject([{ roles: ['owner'] }, { name: 'Ada Lovelace' }]);
    const chat = await ok('chat.create', { users: ['ada@engines.example', 'charles@engines.example'] });
    expect(await ok('chat.create', { users: ['charles@engines.example', 'ada@engines.example'] })).toEqual(chat);
    await ok('chat_message.send', { chatId: chat.id, content: 'Hello' });
    expect(await ok('chat_message.list', { chatId: chat.id })).toMatchObject([{ content: 'Hello' }]);
    expect(await ok('chat.list')).toHaveLength(1);
    expect(await ok('user.list', { startsWith: 'ada' })).toMatchObject([{ name: 'Ada Lovelace' }]);
    expect(await ok('user.get', { user: 'charles@engines.example' })).toMatchObject({ name: 'Charles Babbage' });
    expect(await refused('user.get', { user: 'nobody@engines.example' })).toBe('provider_not_found');
  },
});
