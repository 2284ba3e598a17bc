import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NangoWorld } from './support/nango-world.js';

/** Connectors chosen for their quirks, and what their token endpoints say beside the standard. */
const QUIRKS: Readonly<Record<string, (url: string, body: Record<string, unknown>) => Record<string, unknown>>> = {
  hubspot: (_url, body) => ({ ...body, hub_id: 42, user_id: 7 }),
  // No lifetime, and the org's own address.
  salesforce: (url, { expires_in: _none, ...body }) => ({
    ...body,
    instance_url: url,
    id: 'https://login.salesforce.com/id/1/2',
    issued_at: '1',
  }),
  slack: (_url, body) => ({ ok: true, ...body, team: { id: 'T1', name: 'Acme' }, authed_user: { id: 'U1' } }),
};

let world: NangoWorld;
beforeAll(async () => {
  world = await NangoWorld.start(Object.keys(QUIRKS));
  world.sendWebhooks();
}, 60_000);
afterAll(() => world.close());

test.each(Object.keys(QUIRKS))(
  '%s connects through Nango, is called, expires, is renewed once, is called again and is revoked',
  async (connector) => {
    const { provider, nango } = world;
    provider.settings.rotates = connector === 'slack';
    provider.settings.reword = (body) => ({ body: QUIRKS[connector]?.(provider.url, body) });
    const id = await world.connect(connector);
    const family = provider.families.all.at(-1);
    if (!family) throw new Error('nobody signed in');
    expect(await world.read(id)).toMatchObject({ status: 200 });

    // Salesforce tells no lifetime: there the 401 says that the token is over, elsewhere the clock does.
    provider.families.expire(provider.families.newest(family));
    nango.house.advance(2 * 3_600_000);
    await world.forget();
    const refreshes = provider.refreshes();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.read(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(provider.refreshes() - refreshes).toBe(1);
    expect((await world.connection(id)).health).toMatchObject({ status: 'active', lastError: null });

    expect((await world.api.call('DELETE', `/api/v1/connections/${id}`)).status).toBe(204);
    expect(family.revoked).toBe(true);
    expect(nango.house.connections).toEqual([]);
  },
);
