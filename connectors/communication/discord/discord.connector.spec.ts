import { describeConnector, describeSimulator } from '@patchbay/testing';
import discord from './discord.connector.js';
import simulator from './discord.simulator.js';

describeConnector(discord, import.meta.dirname, {
  undescribed: [/^(PATCH|DELETE) \/api\/v10\/channels\/\d+$/, /^(PUT|DELETE) \/api\/v10\/guilds\/\d+\/members\/\d+\/roles\/\d+$/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) => {
    if (operation !== 'POST /channels/{channel_id}/messages') return [];
    const message = body as { content?: string; embeds?: unknown[] };
    return (message.content ?? message.embeds) ? [] : ['a message needs content or embeds'];
  },
});

describeSimulator(discord, simulator, {
  story: async ({ ok, refused, expect }) => {
    const channelId = '1190000000000000201';
    const guildId = '1190000000000000001';
    const { id } = await ok('message.send', { channelId, content: 'First' });
    await ok('message.send', { channelId, content: 'Second', replyToId: id });
    expect(await ok('message.get', { channelId, id })).toMatchObject({ content: 'First', fromBot: true });
    expect(await ok('message.list', { channelId })).toMatchObject([{ content: 'Second' }, { content: 'First' }]);
    expect(await ok('message.list', { channelId, max: 1 })).toHaveLength(1);
    expect(await ok('message.update', { channelId, id, content: 'Changed' })).toMatchObject({ content: 'Changed' });
    await ok('reaction.add', { channelId, messageId: id, emoji: '👍' });
    expect(await ok('thread.create', { channelId, messageId: id, name: 'More' })).toMatchObject({
      id,
      kind: 'public_thread',
      parentId: channelId,
    });
    await ok('message.delete', { channelId, id });
    expect(await refused('message.get', { channelId, id })).toBe('provider_not_found');
    await ok('direct_message.send', { userId: '1190000000000000101', content: 'Hello' });

    const channel = await ok('channel.create', { guildId, name: 'launch', kind: 'voice' });
    expect(await ok('channel.update', { id: channel.id, topic: 'Soon' })).toMatchObject({ name: 'launch', topic: 'Soon' });
    expect(await ok('channel.list', { guildId })).toContainEqual(expect.objectContaining({ name: 'launch', kind: 'voice' }));
    expect(await ok('channel.get', { id: channel.id })).toMatchObject({ name: 'launch' });
    await ok('channel.delete', { id: channel.id });
    expect(await refused('channel.get', { id: channel.id })).toBe('provider_not_found');
    expect(await ok('guild.list')).toMatchObject([{ id: guildId }]);
    expect(await ok('guild.get', { id: guildId })).toMatchObject({ members: 2 });
    const [role] = await ok('role.list', { guildId });
    const given = { guildId, userId: '1190000000000000101', roleId: role?.id };
    await ok('member.add_role', given);
    expect(await ok('member.search', { guildId, query: 'ada' })).toMatchObject([{ roleIds: [role?.id] }]);
    await ok('member.remove_role', given);
    expect(await ok('member.list', { guildId })).toMatchObject([{ roleIds: [] }, { username: 'charles' }]);
  },
});
