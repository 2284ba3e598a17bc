import { defineSimulator, numeral, object, rows, text, uuid, type Call, type Row } from '@patchbay/simulator';
import microsoftTeams from './microsoft-teams.connector.js';

const V = '/v1.0';
const ADA = '11111111-1111-4111-8111-111111111111';
const CHARLES = '22222222-2222-4222-8222-222222222222';
const user = (id: string, displayName: string): Row => {
  const mail = `${displayName.split(' ')[0]?.toLowerCase()}@engines.example`;
  return { id, displayName, mail, userPrincipalName: mail };
};

function listed(call: Call, found: readonly Row[]): Row {
  const { rows: value, next } = call.page(found, { size: '$top', cursor: '$skiptoken', usual: 20, most: 999 });
  return { value, ...(next ? { '@odata.nextLink': call.addressWith({ $skiptoken: next.cursor }) } : {}) };
}

function team(call: Call): Row {
  return call.one('teams', call.params['team']);
}

function channel(call: Call): Row {
  const row = call.one('channels', call.params['channel']);
  if (row['teamId'] !== team(call)['id']) throw call.fail(404, 'No channel of that team.');
  return row;
}

/** By id or sign-in name. */
function person(call: Call, key: string): Row {
  const found = call.table('users').find((row) => row['id'] === key || row['userPrincipalName'] === key);
  if (!found) throw call.fail(404, `Resource '${key}' does not exist.`, 'Request_ResourceNotFound');
  return found;
}

/** The user a member is bound to: `…/users('ada@engines.example')`. */
function boundTo(call: Call, member: Row): Row {
  return person(call, /users\('([^']+)'\)/.exec(text(member['user@odata.bind']))?.[1] ?? '');
}

function post(call: Call, place: unknown, replyToId: string | null = null): unknown {
  const body = object(call.body['body']);
  if (!text(body['content'])) throw call.fail(400, 'Body cannot be empty.', 'BadRequest');
  const me = call.one('users', CHARLES);
  return call.created(
    call.table('messages').insert({
      place,
      replyToId,
      messageType: 'message',
      createdDateTime: call.now,
      subject: call.body['subject'] ?? null,
      importance: call.body['importance'] ?? 'normal',
      body: { contentType: 'text', ...body },
      from: { user: { id: me['id'], displayName: me['displayName'], userIdentityType: 'aadUser' } },
      webUrl: null,
    }),
  );
}

const messagesOf = (call: Call, place: unknown, replyToId: string | null = null) =>
  call.table('messages').where((row) => row['place'] === place && row['replyToId'] === replyToId);

function message(call: Call): Row {
  const row = call.one('messages', call.params['message']);
  if (row['place'] !== channel(call)['id']) throw call.fail(404, 'No message of that channel.');
  return row;
}

function createChannel(call: Call): unknown {
  const { id: teamId } = team(call);
  const taken = call.table('channels').find((row) => row['teamId'] === teamId && row['displayName'] === call.body['displayName']);
  if (taken) throw call.fail(409, 'Channel name already existed, please use other name.', 'NameAlreadyExists');
  return call.created(
    call.table('channels').insert({ membershipType: 'standard', ...call.body, teamId, webUrl: 'https://teams.example/channel' }),
  );
}

function addMember(call: Call): unknown {
  const { id: userId, displayName, mail } = boundTo(call, call.body);
  return call.created(
    call.table('members').insert({ teamId: team(call)['id'], userId, displayName, email: mail, roles: call.body['roles'] ?? [] }),
  );
}

function createChat(call: Call): unknown {
  const members = rows(call.body['members']).map((member) => boundTo(call, member)['id']);
  const { chatType, topic } = call.body;
  const there = chatType === 'oneOnOne' && call.table('chats').find((row) => text(row['members']) === members.sort().join());
  return call.created(
    there || call.table('chats').insert({ chatType, topic: topic ?? null, webUrl: null, members: members.sort().join() }),
  );
}

function users(call: Call): Row {
  const begin = /^startswith\(displayName,'((?:[^']|'')*)'\)$/.exec(call.query.get('$filter') ?? '')?.[1]?.replaceAll("''", "'") ?? '';
  return listed(
    call,
    call.table('users').where((row) => text(row['displayName']).toLowerCase().startsWith(begin.toLowerCase())),
  );
}

/** https://learn.microsoft.com/en-us/graph/api/resources/teams-api-overview */
export default defineSimulator({
  connector: microsoftTeams,
  headers: (call) => ({ 'request-id': `simulated-${call.sequence()}` }),
  failure: ({ status, code, message: words }) => ({
    error: {
      code: code ?? { 401: 'InvalidAuthenticationToken', 404: 'NotFound', 429: 'TooManyRequests' }[status] ?? 'BadRequest',
      message: words,
      innerError: { 'request-id': 'simulated' },
    },
  }),
  tables: {
    users: { mint: uuid('user'), seed: [user(ADA, 'Ada Lovelace'), user(CHARLES, 'Charles Babbage')] },
    teams: {
      mint: uuid('team'),
      seed: [
        {
          id: '33333333-3333-4333-8333-333333333333',
          displayName: 'Engines',
          description: 'All engines',
          isArchived: false,
          visibility: 'private',
          webUrl: 'https://teams.example/engines',
        },
      ],
    },
    members: {
      mint: uuid('member'),
      seed: [
        {
          teamId: '33333333-3333-4333-8333-333333333333',
          userId: CHARLES,
          displayName: 'Charles Babbage',
          email: 'charles@engines.example',
          roles: ['owner'],
        },
      ],
    },
    channels: {
      mint: (count) => `19:channel${count}@thread.tacv2`,
      seed: [
        {
          id: '19:general@thread.tacv2',
          teamId: '33333333-3333-4333-8333-333333333333',
          displayName: 'General',
          membershipType: 'standard',
        },
      ],
    },
    chats: { mint: (count) => `19:chat${count}@unq.gbl.spaces` },
    messages: { mint: numeral(1_767_950_000_000) },
  },
  routes: {
    [`GET ${V}/me`]: (call) => call.one('users', CHARLES),
    [`GET ${V}/me/joinedTeams`]: (call) => listed(call, call.table('teams').all()),
    [`GET ${V}/users`]: users,
    [`GET ${V}/users/:user`]: (call) => person(call, text(call.params['user'])),
    [`GET ${V}/teams/:team`]: team,
    [`GET ${V}/teams/:team/members`]: (call) =>
      listed(
        call,
        call.table('members').where((row) => row['teamId'] === team(call)['id']),
      ),
    [`POST ${V}/teams/:team/members`]: addMember,
    [`GET ${V}/teams/:team/channels`]: (call) =>
      listed(
        call,
        call.table('channels').where((row) => row['teamId'] === team(call)['id']),
      ),
    [`POST ${V}/teams/:team/channels`]: createChannel,
    [`GET ${V}/teams/:team/channels/:channel`]: channel,
    [`PATCH ${V}/teams/:team/channels/:channel`]: (call) => void call.update('channels', call.body, channel(call)['id']),
    [`DELETE ${V}/teams/:team/channels/:channel`]: (call) => void call.remove('channels', channel(call)['id']),
    [`POST ${V}/teams/:team/channels/:channel/messages`]: (call) => post(call, channel(call)['id']),
    [`GET ${V}/teams/:team/channels/:channel/messages`]: (call) => listed(call, messagesOf(call, channel(call)['id']).reverse()),
    [`GET ${V}/teams/:team/channels/:channel/messages/:message`]: message,
    [`POST ${V}/teams/:team/channels/:channel/messages/:message/replies`]: (call) =>
      post(call, channel(call)['id'], text(message(call)['id'])),
    [`GET ${V}/teams/:team/channels/:channel/messages/:message/replies`]: (call) =>
      listed(call, messagesOf(call, channel(call)['id'], text(message(call)['id'])).reverse()),
    [`POST ${V}/chats`]: createChat,
    [`GET ${V}/chats`]: (call) => listed(call, call.table('chats').all()),
    [`POST ${V}/chats/:chat/messages`]: (call) => post(call, call.one('chats', call.params['chat'])['id']),
    [`GET ${V}/chats/:chat/messages`]: (call) => listed(call, messagesOf(call, call.one('chats', call.params['chat'])['id']).reverse()),
  },
});
