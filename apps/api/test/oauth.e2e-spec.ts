import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { OauthWorld, resultOf } from './support/oauth-world.js';

let world: OauthWorld;
beforeAll(async () => {
  world = await OauthWorld.start(['slack']);
  world.provider.settings.reword = (body) => ({
    body: {
      ok: true,
      ...body,
      token_type: 'bot',
      scope: String(body['scope']),
      team: { id: 'T1', name: 'Acme' },
      authed_user: { id: 'U1' },
    },
  });
}, 60_000);
afterAll(() => world.close());
const settings = (): OauthWorld['provider']['settings'] => world.provider.settings;
afterEach(() => {
  settings().instead = undefined;
});

const events = async (id: string): Promise<string[]> => {
  const { body } = await world.api.call<{ data: { type: string }[] }>('GET', `/api/v1/events?limit=200&subjectId=${id}`);
  return body.data.map((event) => event.type);
};

describe('an account', () => {
  test('connects, is used, is refreshed when its token ends early, is used again and is revoked with its deletion', async () => {
    const id = await world.connect('slack', { name: 'Support' });
    const connected = await world.connection(id);
    expect(connected).toMatchObject({
      name: 'Support',
      isDefault: true,
      metadata: { team_id: 'T1', team_name: 'Acme' },
      health: { status: 'active', missingScopes: [] },
    });
    expect(connected.health.lastProvenAt).not.toBeNull();

    const read = `/api/v1/connections/${id}/data?resourcePath=/auth.test&limit=2`;
    const first = await world.api.call<{ sourceMetadata: object }>('GET', read);
    expect(first).toMatchObject({
      status: 200,
      body: { data: { ok: true }, sourceMetadata: { requestUrl: `${world.provider.url}/api/auth.test?limit=2`, statusCode: 200 } },
    });

    const [family] = world.provider.families.all.slice(-1);
    if (!family) throw new Error('nobody signed in');
    const before = world.provider.refreshes();
    world.provider.families.expire(world.provider.families.newest(family));
    // Fresh tokens are not refreshed because of a 401: let this one be older.
    await setRefreshedAt(id, '1 hour');
    expect((await world.api.call('GET', read)).status).toBe(200);
    expect(world.provider.refreshes() - before).toBe(1);

    expect((await world.api.call('DELETE', `/api/v1/connections/${id}`)).status).toBe(204);
    expect(family.revoked).toBe(true);
    expect((await world.api.call('GET', read)).status).toBe(404);
    expect(await events(id)).toEqual(
      expect.arrayContaining(['connection.created', 'connection.tested', 'connection.read', 'connection.deleted']),
    );
  });

  test('signs in again as the same connection', async () => {
    const id = await world.connect('slack', { name: 'Again' });
    expect(await world.connect('slack', { connectionId: id })).toBe(id);
    expect(await world.connection(id)).toMatchObject({ name: 'Again', health: { status: 'active' } });
  });

  test('that died says so, answers account_reauth, and works again after it was signed in', async () => {
    const id = await world.connect('slack', { name: 'Dying' });
    const family = world.provider.families.all.at(-1);
    if (!family) throw new Error('nobody signed in');
    family.revoked = true;
    await setRefreshedAt(id, '1 hour');
    expect(await world.api.call('GET', `/api/v1/connections/${id}/data?resourcePath=/auth.test`)).toMatchObject({
      status: 401,
      body: { code: 'account_reauth' },
    });
    expect((await world.connection(id)).health).toMatchObject({ status: 'needs_reauth', lastError: { code: 'account_reauth' } });
    expect((await events(id)).filter((type) => type === 'connection.needsReauth')).toHaveLength(1);
    await world.connect('slack', { connectionId: id });
    expect((await world.connection(id)).health).toMatchObject({ status: 'active', lastError: null });
  });
});

describe('a state', () => {
  test.each([
    ['made up', 'x'.repeat(43)],
    ['empty', ''],
    ['not text of ours', '../../etc'],
  ])('that is %s is refused with a page', async (_name, state) => {
    const page = await world.comeBack(`/api/v1/oauth/callback?code=abc&state=${encodeURIComponent(state)}`, {
      cookie: `patchbay_oauth=${'y'.repeat(43)}`,
    });
    expect(page.status).toBe(403);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(resultOf(page.text)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('is good once', async () => {
    const browser = { cookie: '' };
    const back = await world.agree(await world.leave(await world.session('slack'), browser));
    expect((await world.comeBack(back, browser)).status).toBe(200);
    const exchanges = world.provider.exchanges.length;
    expect((await world.comeBack(back, browser)).status).toBe(403);
    expect(world.provider.exchanges).toHaveLength(exchanges);
  });

  test('used by many at once makes one connection', async () => {
    const browser = { cookie: '' };
    const back = await world.agree(await world.leave(await world.session('slack'), browser));
    const pages = await Promise.all(Array.from({ length: 8 }, () => world.comeBack(back, browser)));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(403)]);
  });

  test('is worth nothing in another browser, and still good in its own', async () => {
    const [mine, other] = [{ cookie: '' }, { cookie: '' }];
    const back = await world.agree(await world.leave(await world.session('slack'), mine));
    await world.leave(await world.session('slack'), other);
    expect((await world.comeBack(back, other)).status).toBe(403);
    expect((await world.comeBack(back, { cookie: '' })).status).toBe(403);
    expect((await world.comeBack(back, mine)).status).toBe(200);
  });

  test('is over after ten minutes', async () => {
    const browser = { cookie: '' };
    const back = await world.agree(await world.leave(await world.session('slack'), browser));
    await owner(`update oauth_states set expires_at = now() - interval '1 second' where used_at is null`);
    expect((await world.comeBack(back, browser)).status).toBe(403);
  });

  test('made in one workspace connects nothing in another', async () => {
    const { body: workspace } = await world.api.call<{ id: string }>('POST', '/api/v1/workspaces', { body: { name: 'Other' } });
    const { body: key } = await world.api.call<{ key: string }>('POST', '/api/v1/api-keys', {
      body: { name: 'k', role: 'owner', workspaceId: workspace.id },
    });
    const id = await world.connect('slack', { name: 'Ours' });
    expect((await world.api.call('GET', `/api/v1/connections/${id}`, { key: key.key })).status).toBe(404);
    expect((await world.api.call('POST', `/api/v1/connections/${id}/test`, { key: key.key })).status).toBe(404);
    expect(
      await world.api.call('POST', '/api/v1/oauth/sessions', { key: key.key, body: { connector: 'slack', connectionId: id } }),
    ).toMatchObject({ status: 404 });
    expect((await world.api.call<{ data: unknown[] }>('GET', '/api/v1/connections', { key: key.key })).body.data).toEqual([]);
  });

  test('is stored as a hash, bound to a cookie that scripts cannot read and other sites do not send', async () => {
    const path = await world.session('slack');
    const answer = await world.api.call('GET', path, { key: null });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^patchbay_oauth=[\w-]{43}; Path=\/api\/v1\/oauth; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    const state = new URL(answer.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const rows = JSON.stringify(await owner('select * from oauth_states'));
    for (const secret of [state, path.split('/').at(-1) ?? '']) expect(rows).not.toContain(secret);
  });
});

describe('the callback', () => {
  test('goes nowhere else, whatever the query asks', async () => {
    const browser = { cookie: '' };
    const location = await world.leave(`${await world.session('slack')}?redirect_uri=https://evil.example&next=//evil.example`, browser);
    expect(location.searchParams.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/api\/v1\/oauth\/callback$/);
    const back = await world.agree(location);
    const page = await world.comeBack(`${back}&redirect_uri=https://evil.example&next=//evil.example`, browser);
    expect(page.headers.get('location')).toBeNull();
    expect(page.text).not.toContain('evil');
  });

  test('runs nothing but its own script and shows a provider’s words as text', async () => {
    const browser = { cookie: '' };
    const location = await world.leave(await world.session('slack', { name: '</script><script>alert(1)</script>' }), browser);
    const page = await world.comeBack(await world.agree(location), browser);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'nonce-[\w+/=]+'; style-src 'nonce-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(page.text).not.toContain('<script>alert');
    const refused = await world.leave(await world.session('slack'), browser);
    const state = refused.searchParams.get('state') ?? '';
    const error = await world.comeBack(
      `/api/v1/oauth/callback?state=${state}&error=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
      browser,
    );
    expect(error.status).toBe(422);
    expect(error.text).not.toContain('<img');
  });

  test('takes a code of the attacker’s only with the state of this very browser', async () => {
    const [attacker, victim] = [{ cookie: '' }, { cookie: '' }];
    const stolen =
      new URL(await world.agree(await world.leave(await world.session('slack'), attacker)), 'http://x').searchParams.get('code') ?? '';
    await world.leave(await world.session('slack'), victim);
    expect((await world.comeBack(`/api/v1/oauth/callback?code=${stolen}&state=${'z'.repeat(43)}`, victim)).status).toBe(403);
  });
});

describe('a token endpoint', () => {
  const attempt = async (): Promise<{ status: number; result: Record<string, unknown> }> => {
    const browser = { cookie: '' };
    const page = await world.comeBack(await world.agree(await world.leave(await world.session('slack'), browser)), browser);
    return { status: page.status, result: resultOf(page.text) };
  };

  test.each([
    [
      'answers HTML',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
      502,
      /text\/html instead of JSON/,
    ],
    ['answers 200 with an error', { status: 200, body: { ok: false, error: 'invalid_code' } }, 422, /invalid_code/],
    [
      'refuses our app',
      { status: 401, headers: { 'www-authenticate': 'Basic' }, body: { error: 'invalid_client' } },
      500,
      /refuses the OAuth app/,
    ],
    ['answers no token', { status: 200, body: { ok: true } }, 502, /cannot be read|without an access token/],
    ['answers nothing', { status: 200 }, 502, /nothing instead of JSON/],
    ['answers 10 MB', { status: 200, body: { access_token: 'x'.repeat(10_000_000) } }, 502, /./],
    ['redirects to a private address', { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } }, 502, /redirect/],
    ['fails', { status: 500, body: 'oops' }, 502, /status 500/],
    ['closes the line', { fault: 'before' as const }, 502, /./],
  ])('that %s makes a clear page and no connection', async (_name, answer, status, words) => {
    const count = async (): Promise<number> =>
      (await world.api.call<{ data: unknown[] }>('GET', '/api/v1/connections?limit=200')).body.data.length;
    const before = await count();
    settings().instead = () => answer;
    const { status: got, result } = await attempt();
    expect({ got, message: result['message'] }).toEqual({ got: status, message: expect.stringMatching(words) });
    expect(await count()).toBe(before);
  });

  test('that tells no expiry makes a connection that does not expire', async () => {
    const { reword } = settings();
    settings().reword = ({ expires_in: _none, refresh_token: _noneEither, ...body }, family) => reword(body, family);
    const { result } = await attempt();
    settings().reword = reword;
    expect((await world.connection(String(result['connectionId']))).health).toMatchObject({ status: 'active', expiresAt: null });
  });
});

test('no token, code, state or client secret is in any answer, event or log line', async () => {
  const id = await world.connect('slack');
  await world.api.call('POST', `/api/v1/connections/${id}/test`);
  const answers = await Promise.all(
    ['connections?limit=200', `connections/${id}`, 'events?limit=200', 'executions?limit=200', 'oauth/apps', 'connectors?limit=200'].map(
      (path) => world.api.call('GET', `/api/v1/${path}`),
    ),
  );
  const said = [
    ...answers.map(({ text }) => text),
    world.api.log(),
    JSON.stringify(await owner('select * from event_logs')),
    JSON.stringify(await owner('select * from executions')),
  ].join('\n');
  expect(said).toContain(id);
  const secrets = world.provider.families.all.flatMap((family) => [family.refreshToken, ...family.accessTokens.keys()]);
  for (const secret of [settings().clientSecret, ...secrets]) expect(said.includes(secret)).toBe(false);
});

test('a workspace’s own app goes before the operator’s, and its secret does not come back', async () => {
  const own = { clientId: 'own-client', clientSecret: 'own-client-secret' };
  expect(await world.api.call('PUT', '/api/v1/oauth/apps/slack', { body: own })).toMatchObject({
    status: 200,
    body: { clientId: 'own-client', source: 'workspace' },
  });
  const location = await world.leave(await world.session('slack'), { cookie: '' });
  expect(location.searchParams.get('client_id')).toBe('own-client');
  const list = await world.api.call('GET', '/api/v1/oauth/apps');
  expect(list.text).not.toContain('own-client-secret');
  expect((await world.api.call('DELETE', '/api/v1/oauth/apps/slack')).status).toBe(204);
  expect((await world.leave(await world.session('slack'), { cookie: '' })).searchParams.get('client_id')).toBe('client-1');
  expect(await world.api.call('PUT', '/api/v1/oauth/apps/stripe', { body: own })).toMatchObject({ status: 404 });
});

async function setRefreshedAt(id: string, ago: string): Promise<void> {
  await owner(`update connections set refreshed_at = now() - interval '${ago}' where id = '${id}'`);
}

/** As the owner of the database, who sees everything. */
async function owner(statement: string): Promise<unknown[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: world.api.ownerUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
