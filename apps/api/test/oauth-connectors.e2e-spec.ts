import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OauthWorld } from './support/oauth-world.js';

/** Connectors chosen for their quirks, and what their token endpoints say beside the standard. */
const QUIRKS: Readonly<Record<string, (url: string, body: Record<string, unknown>) => Record<string, unknown>>> = {
  hubspot: (_url, body) => ({ ...body, hub_id: 42, user_id: 7 }),
  // No lifetime, no word on scopes when refreshed, the org's own address; the refresh token is told once.
  salesforce: (url, { expires_in: _none, ...body }) => ({
    ...body,
    instance_url: url,
    id: 'https://login.salesforce.com/id/1/2',
    issued_at: '1',
  }),
  slack: (_url, { access_token: token, ...body }) => ({
    ok: true,
    ...body,
    team: { id: 'T1', name: 'Acme' },
    authed_user: { id: 'U1', access_token: token, token_type: 'user' },
  }),
};

let world: OauthWorld;
beforeAll(async () => {
  world = await OauthWorld.start(Object.keys(QUIRKS));
}, 60_000);
afterAll(() => world.close());

test.each(Object.keys(QUIRKS))('%s connects, is called, expires, is refreshed once, is called again and is revoked', async (connector) => {
  const { provider } = world;
  provider.settings.rotates = connector === 'slack';
  provider.settings.reword = (body) => ({ body: QUIRKS[connector]?.(provider.url, body) });
  const id = await world.connect(connector);
  const family = provider.families.all.at(-1);
  if (!family) throw new Error('nobody signed in');
  const read = (): ReturnType<OauthWorld['api']['call']> => world.api.call('GET', `/api/v1/connections/${id}/data?resourcePath=/things`);
  expect(await read()).toMatchObject({ status: 200 });

  provider.families.expire(provider.families.newest(family));
  await expired(id);
  const refreshes = provider.refreshes();
  const answers = await Promise.all(Array.from({ length: 20 }, read));
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
  expect(provider.refreshes() - refreshes).toBe(1);
  expect((await world.connection(id)).health).toMatchObject({ status: 'active', missingScopes: [] });

  expect((await world.api.call('DELETE', `/api/v1/connections/${id}`)).status).toBe(204);
  expect(family.revoked).toBe(true);
});

async function expired(id: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: world.api.ownerUrl });
  await client.connect();
  await client.query(
    `update connections set expires_at = now() - interval '1 minute', refreshed_at = now() - interval '3 hours' where id = $1`,
    [id],
  );
  await client.query(`select pg_notify('connections', workspace_id || '/' || id || '/' || connector_key) from connections where id = $1`, [
    id,
  ]);
  await client.end();
}
