import { defineSimulator, flag, lettered, object, Reply, text, type Call, type Row } from '@patchbay/simulator';
import slack from './slack.connector.js';

const BOT = 'U0SIMBOT001';
const channel = (id: string, name: string, more: Row = {}): Row => ({
  id,
  name,
  is_channel: true,
  is_private: false,
  is_archived: false,
  is_member: true,
  num_members: 3,
  topic: { value: '' },
  purpose: { value: `About ${name}` },
  ...more,
});
const person = (id: string, name: string, realName: string): Row => ({
  id,
  name,
  deleted: false,
  is_bot: false,
  tz: 'Europe/London',
  profile: { real_name: realName, display_name: name, email: `${name}@engines.example` },
});

function channelOf(call: Call): Row {
  const id = text(call.asked['channel']);
  const found = call.table('channels').get(id) ?? call.table('channels').find((row) => `#${text(row['name'])}` === id);
  if (!found) throw call.fail(404, 'channel_not_found', 'channel_not_found');
  return found;
}

const inChannel = (call: Call, id: unknown) => call.table('messages').where((row) => row['channel'] === id);

function messageOf(call: Call, ts: unknown, code = 'message_not_found'): Row {
  const { id } = channelOf(call);
  const found = inChannel(call, id).find((row) => row['ts'] === ts);
  if (!found) throw call.fail(404, code, code);
  return found;
}

/** A message's time is its id: seconds with a counter behind the point. */
function stamp(call: Call): string {
  return `${call.nowSeconds}.${String(call.sequence()).padStart(6, '0')}`;
}

function post(call: Call): Row {
  const { id } = channelOf(call);
  const { text: words, blocks, thread_ts: thread } = call.body;
  if (!words && !blocks) throw call.fail(400, 'no_text', 'no_text');
  const ts = stamp(call);
  const message = {
    ts,
    type: 'message',
    user: BOT,
    bot_id: 'B0SIMBOT001',
    text: text(words),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
  if (thread !== undefined) {
    const parent = messageOf(call, thread, 'thread_not_found');
    call.table('messages').update(parent['key'], { thread_ts: thread, reply_count: Number(parent['reply_count'] ?? 0) + 1 });
  }
  call.table('messages').insert({ ...message, channel: id });
  return { ok: true, channel: id, ts, message };
}

function paged(call: Call, rows: readonly Row[], name: string): Row {
  const cut = call.page(rows, { size: 'limit', cursor: 'cursor', usual: 100, most: 1_000 });
  return { ok: true, [name]: cut.rows, response_metadata: { next_cursor: cut.next?.cursor ?? '' } };
}

function history(call: Call): Row {
  const { id } = channelOf(call);
  const oldest = Number(call.asked['oldest'] ?? 0);
  const latest = Number(call.asked['latest'] ?? Number.POSITIVE_INFINITY);
  const shown = inChannel(call, id).filter(({ ts, thread_ts: thread }) => {
    return Number(ts) > oldest && Number(ts) < latest && (thread === undefined || thread === ts);
  });
  return paged(call, shown.reverse(), 'messages');
}

function createChannel(call: Call): Row {
  const name = text(call.body['name']);
  if (call.table('channels').find((row) => row['name'] === name)) throw call.fail(409, 'name_taken', 'name_taken');
  const made = channel('', name, { id: undefined, is_private: flag(call.body['is_private']), num_members: 1, creator: BOT });
  return { ok: true, channel: call.table('channels').insert(made) };
}

function openDirect(call: Call): Row {
  const users = text(call.body['users']).split(',');
  for (const user of users) if (!call.table('users').get(user)) throw call.fail(404, 'user_not_found', 'user_not_found');
  const name = `mpdm-${users.join('-')}`;
  const there = call.table('channels').find((row) => row['name'] === name);
  return {
    ok: true,
    channel: there ?? call.table('channels').insert({ ...channel('', name), id: `D0${users.join('').slice(-9)}`, is_im: true }),
  };
}

function invite(call: Call): Row {
  const found = channelOf(call);
  const users = text(call.body['users']).split(',');
  for (const user of users) if (!call.table('users').get(user)) throw call.fail(404, 'user_not_found', 'user_not_found');
  return { ok: true, channel: call.table('channels').update(found['id'], { num_members: Number(found['num_members']) + users.length }) };
}

function once(call: Call, ts: unknown, mark: string, code: string): Row {
  const message = messageOf(call, ts);
  const marks = object(message['marks']);
  if (marks[mark]) throw call.fail(409, code, code);
  message['marks'] = { ...marks, [mark]: true };
  return { ok: true };
}

function userOf(call: Call, is: (row: Row) => boolean): Row {
  const user = call.table('users').find(is);
  if (!user) throw call.fail(404, 'user_not_found', 'users_not_found');
  return { ok: true, user };
}

/** https://docs.slack.dev/reference/methods: every method is a path; a refusal is a 200 that says `ok: false`. */
export default defineSimulator({
  connector: slack,
  oauth: {
    token: ({ scope, ...standard }) => ({
      ok: true,
      ...standard,
      scope: text(scope),
      token_type: 'bot',
      bot_user_id: BOT,
      app_id: 'A0SIMULATED',
      team: { id: 'T0SIMULATED', name: 'Analytical Engines' },
      authed_user: { id: 'U0ADA00001' },
    }),
  },
  failure: ({ status, code }) => {
    const error =
      code ?? { 401: 'invalid_auth', 404: 'unknown_method', 429: 'ratelimited', 500: 'internal_error' }[status] ?? 'fatal_error';
    return new Reply(status === 429 || status >= 500 ? status : 200, { ok: false, error });
  },
  tables: {
    channels: {
      mint: lettered('C0', 9, 'capitals'),
      seed: [
        channel('C0GENERAL01', 'general'),
        channel('C0ENGINES01', 'engines'),
        channel('C0OLDSTUFF1', 'old-stuff', { is_archived: true }),
      ],
    },
    users: {
      mint: lettered('U0', 9, 'capitals'),
      seed: [
        person('U0ADA00001', 'ada', 'Ada Lovelace'),
        person('U0CHARLES1', 'charles', 'Charles Babbage'),
        { ...person(BOT, 'patchbay', 'Patchbay'), is_bot: true },
      ],
    },
    messages: {
      id: 'key',
      mint: (count) => count,
      seed: [
        {
          channel: 'C0GENERAL01',
          ts: '1767950000.000100',
          type: 'message',
          user: 'U0ADA00001',
          text: 'The engine weaves algebraic patterns.',
        },
      ],
    },
  },
  routes: {
    'GET /api/auth.test': () => ({ ok: true, team: 'Analytical Engines', team_id: 'T0SIMULATED', user: 'patchbay', user_id: BOT }),
    'POST /api/chat.postMessage': post,
    'POST /api/chat.update': (call) => {
      const message = messageOf(call, call.body['ts']);
      message['text'] = text(call.body['text'], text(message['text']));
      return { ok: true, channel: message['channel'], ts: message['ts'], text: message['text'] };
    },
    'POST /api/chat.delete': (call) => {
      const message = messageOf(call, call.body['ts']);
      call.table('messages').remove(message['key']);
      return { ok: true, channel: message['channel'], ts: message['ts'] };
    },
    'POST /api/chat.postEphemeral': (call) => {
      channelOf(call);
      return { ok: true, message_ts: stamp(call) };
    },
    'POST /api/chat.scheduleMessage': (call) => {
      const { id } = channelOf(call);
      if (Number(call.body['post_at']) <= call.nowSeconds) throw call.fail(400, 'time_in_past', 'time_in_past');
      return { ok: true, channel: id, scheduled_message_id: `Q0${call.sequence()}`, post_at: Number(call.body['post_at']) };
    },
    'GET /api/conversations.history': history,
    'GET /api/conversations.replies': (call) => {
      const { ts, channel: id } = messageOf(call, call.asked['ts'], 'thread_not_found');
      const thread = inChannel(call, id).filter((row) => row['ts'] === ts || row['thread_ts'] === ts);
      return paged(call, thread, 'messages');
    },
    'POST /api/reactions.add': (call) => once(call, call.body['timestamp'], `:${text(call.body['name'])}:`, 'already_reacted'),
    'POST /api/pins.add': (call) => once(call, call.body['timestamp'], 'pin', 'already_pinned'),
    'GET /api/conversations.list': (call) => {
      const kinds = text(call.asked['types'], 'public_channel').split(',');
      const open = !flag(call.asked['exclude_archived']);
      const kindOf = (row: Row) => (row['is_im'] ? 'im' : row['is_private'] ? 'private_channel' : 'public_channel');
      return paged(
        call,
        call.table('channels').where((row) => kinds.includes(kindOf(row)) && (open || row['is_archived'] !== true)),
        'channels',
      );
    },
    'GET /api/conversations.info': (call) => ({ ok: true, channel: channelOf(call) }),
    'POST /api/conversations.create': createChannel,
    'POST /api/conversations.invite': invite,
    'POST /api/conversations.join': (call) => ({
      ok: true,
      channel: call.table('channels').update(channelOf(call)['id'], { is_member: true }),
    }),
    'POST /api/conversations.open': openDirect,
    'GET /api/users.list': (call) => paged(call, call.table('users').all(), 'members'),
    'GET /api/users.info': (call) => userOf(call, (row) => row['id'] === call.asked['user']),
    'GET /api/users.lookupByEmail': (call) => userOf(call, (row) => object(row['profile'])['email'] === call.asked['email']),
  },
});
