import { defineSimulator, list, mentions, number, numeral, Reply, text, type Call, type Row } from '@patchbay/simulator';
import discord from './discord.connector.js';

const V = '/api/v10';
const GUILD = '1190000000000000001';
const BOT = { id: '1190000000000000900', username: 'patchbay', global_name: null, bot: true };
const member = (id: string, username: string, name: string): Row => ({
  id,
  guild_id: GUILD,
  nick: null,
  roles: [],
  joined_at: '2026-01-12T09:30:00.000000+00:00',
  user: { id, username, global_name: name },
});

/** Ids grow with time, so pages go by them. */
function paged(call: Call, found: readonly Row[], most: number): Row[] {
  const after = BigInt(call.query.get('after') ?? 0);
  return found.filter(({ id }) => BigInt(text(id)) > after).slice(0, Math.min(most, number(call.query.get('limit'), most)));
}

function guild(call: Call): Row {
  return call.one('guilds', undefined, '10004');
}

function messageOf(call: Call): Row {
  const row = call.table('messages').get(call.params['message']);
  if (!row || row['channel_id'] !== call.params['channel']) throw call.fail(404, 'Unknown Message', '10008');
  return row;
}

function send(call: Call): Row {
  const channel = call.one('channels', call.params['channel'], '10003');
  const { content, embeds, message_reference: reference } = call.body;
  if (!content && list(embeds).length === 0) throw call.fail(400, 'Cannot send an empty message', '50006');
  return call.table('messages').insert({
    channel_id: channel['id'],
    content: text(content),
    timestamp: call.now,
    edited_timestamp: null,
    author: BOT,
    attachments: [],
    embeds: list(embeds),
    ...(reference === undefined ? {} : { message_reference: reference }),
  });
}

function messages(call: Call): Row[] {
  const channel = call.one('channels', call.params['channel'], '10003');
  const before = call.query.get('before');
  return call
    .table('messages')
    .where((row) => row['channel_id'] === channel['id'] && (before === null || BigInt(text(row['id'])) < BigInt(before)))
    .reverse()
    .slice(0, Math.min(100, number(call.query.get('limit'), 50)));
}

function direct(call: Call): Row {
  const recipient = call.one('members', call.body['recipient_id'], '10013');
  const there = call.table('channels').find((row) => row['recipient'] === recipient['id']);
  return there ?? call.table('channels').insert({ type: 1, recipient: recipient['id'] });
}

function role(call: Call, change: (roles: unknown[]) => unknown[]): undefined {
  guild(call);
  const found = call.one('members', call.params['user'], '10007');
  call.one('roles', call.params['role'], '10011');
  found['roles'] = change(list(found['roles']));
}

/** https://docs.discord.com/developers/reference */
export default defineSimulator({
  connector: discord,
  failure: ({ status, code, message }) => {
    const body = { message: status === 401 ? '401: Unauthorized' : message, code: Number(code ?? 0) };
    return status === 429 ? new Reply(429, { ...body, retry_after: 1, global: false }) : body;
  },
  tables: {
    guilds: { mint: numeral(), seed: [{ id: GUILD, name: 'Analytical Engines', owner_id: '1190000000000000101' }] },
    channels: {
      mint: numeral(1_190_000_000_000_001_000n),
      seed: [{ id: '1190000000000000201', type: 0, name: 'general', topic: 'All of it', guild_id: GUILD, parent_id: null }],
    },
    messages: { mint: numeral(1_190_000_000_000_002_000n) },
    members: {
      mint: numeral(),
      seed: [member('1190000000000000101', 'ada', 'Ada Lovelace'), member('1190000000000000102', 'charles', 'Charles Babbage')],
    },
    roles: { mint: numeral(), seed: [{ id: '1190000000000000301', guild_id: GUILD, name: 'engineers', managed: false }] },
  },
  routes: {
    [`GET ${V}/users/@me`]: () => BOT,
    [`GET ${V}/users/@me/guilds`]: (call) => paged(call, call.table('guilds').all(), 200),
    [`POST ${V}/users/@me/channels`]: direct,
    [`GET ${V}/guilds/:id`]: (call) => ({ ...guild(call), approximate_member_count: call.table('members').size }),
    [`GET ${V}/guilds/:id/roles`]: (call) => call.table('roles').where((row) => row['guild_id'] === guild(call)['id']),
    [`GET ${V}/guilds/:id/channels`]: (call) => call.table('channels').where((row) => row['guild_id'] === guild(call)['id']),
    [`POST ${V}/guilds/:id/channels`]: (call) => {
      call.need('name');
      return call.created(
        call.table('channels').insert({ type: 0, topic: null, parent_id: null, ...call.body, guild_id: guild(call)['id'] }),
      );
    },
    [`GET ${V}/guilds/:id/members`]: (call) =>
      paged(
        call,
        call.table('members').where((row) => row['guild_id'] === guild(call)['id']),
        1_000,
      ),
    [`GET ${V}/guilds/:id/members/search`]: (call) => {
      guild(call);
      const found = call.table('members').where((row) => mentions(row['user'], text(call.query.get('query'))));
      return found.slice(0, number(call.query.get('limit'), 1));
    },
    [`PUT ${V}/guilds/:id/members/:user/roles/:role`]: (call) => role(call, (roles) => [...new Set([...roles, call.params['role']])]),
    [`DELETE ${V}/guilds/:id/members/:user/roles/:role`]: (call) =>
      role(call, (roles) => roles.filter((one) => one !== call.params['role'])),
    [`GET ${V}/channels/:id`]: (call) => call.one('channels', undefined, '10003'),
    [`PATCH ${V}/channels/:id`]: (call) => call.update('channels', call.body),
    [`DELETE ${V}/channels/:id`]: (call) => call.remove('channels'),
    [`POST ${V}/channels/:channel/messages`]: send,
    [`GET ${V}/channels/:channel/messages`]: messages,
    [`GET ${V}/channels/:channel/messages/:message`]: messageOf,
    [`PATCH ${V}/channels/:channel/messages/:message`]: (call) =>
      call.update('messages', { content: call.body['content'], edited_timestamp: call.now }, messageOf(call)['id']),
    [`DELETE ${V}/channels/:channel/messages/:message`]: (call) => void call.remove('messages', messageOf(call)['id']),
    [`POST ${V}/channels/:channel/messages/:message/threads`]: (call) => {
      const { id } = messageOf(call);
      const parent = call.one('channels', call.params['channel']);
      // A thread has the id of the message it began with.
      return call.created(
        call.table('channels').insert({ id, type: 11, name: call.body['name'], guild_id: parent['guild_id'], parent_id: parent['id'] }),
      );
    },
    [`PUT ${V}/channels/:channel/messages/:message/reactions/:emoji/@me`]: (call) => {
      const row = messageOf(call);
      row['reactions'] = [...new Set([...list(row['reactions']), call.params['emoji']])];
    },
  },
});
