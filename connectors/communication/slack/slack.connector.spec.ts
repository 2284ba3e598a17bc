import { describeConnector, describeSimulator } from '@patchbay/testing';
import slack from './slack.connector.js';
import simulator from './slack.simulator.js';

// The description is from 2021 and leaves the cursor out of these two answers.
describeConnector(slack, import.meta.dirname, { unlistedAnswerMembers: [/conversations\.(history|replies): response_metadata/] });

describeSimulator(slack, simulator, {
  story: async ({ ok, refused, expect }) => {
    const { channel, ts } = await ok('message.send', { channel: 'C0GENERAL01', text: 'First' });
    await ok('message.send', { channel, text: 'Answer', threadTs: ts });
    expect(await ok('thread.list', { channel, ts })).toMatchObject([{ text: 'First', replyCount: 1 }, { text: 'Answer' }]);
    await ok('message.update', { channel, ts, text: 'Changed' });
    expect(await ok('message.list', { channel })).toMatchObject([{ text: 'Changed' }, { text: 'The engine weaves algebraic patterns.' }]);
    await ok('reaction.add', { channel, ts, name: 'tada' });
    expect(await refused('reaction.add', { channel, ts, name: 'tada' })).toBe('conflict');
    await ok('message.pin', { channel, ts });
    await ok('message.delete', { channel, ts });
    expect(await refused('message.update', { channel, ts, text: 'Late' })).toBe('provider_not_found');
    await ok('message.send_ephemeral', { channel, userId: 'U0ADA00001', text: 'Only you' });
    await ok('message.schedule', { channel, text: 'Later', postAt: '2099-01-01T09:00:00Z' });

    const made = await ok('channel.create', { name: 'launch' });
    expect(await refused('channel.create', { name: 'launch' })).toBe('conflict');
    expect(await ok('channel.get', { channel: made.id })).toMatchObject({ name: 'launch', memberCount: 1 });
    expect(await ok('channel.invite', { channel: made.id, userIds: ['U0ADA00001'] })).toMatchObject({ memberCount: 2 });
    await ok('channel.join', { channel: made.id });
    expect(await ok('channel.list')).toHaveLength(3);
    const direct = await ok('direct_message.open', { userIds: ['U0ADA00001'] });
    expect(await ok('direct_message.open', { userIds: ['U0ADA00001'] })).toEqual(direct);
    expect(await ok('user.list')).toHaveLength(3);
    expect(await ok('user.get', { id: 'U0ADA00001' })).toMatchObject({ realName: 'Ada Lovelace' });
    expect(await ok('user.find_by_email', { email: 'ada@engines.example' })).toMatchObject({ id: 'U0ADA00001' });
    expect(await refused('user.find_by_email', { email: 'nobody@engines.example' })).toBe('provider_not_found');
  },
});
