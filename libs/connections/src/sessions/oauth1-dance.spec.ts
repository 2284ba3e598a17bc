import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { oauth1 } from '@patchbay/connector-sdk';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { createOutboundHttp, type ClosableOutboundHttp } from '@patchbay/platform';
import { startProvider, type Provider, type ReceivedRequest } from '@patchbay/testing';
import { OAuth1Dance } from './oauth1-dance.js';
import type { DanceParts } from './oauth2-dance.js';

const app = { clientId: 'consumer-key', clientSecret: 'consumer-secret&=' };
let provider: Provider;
let http: ClosableOutboundHttp;
let parts: DanceParts;

beforeEach(async () => {
  provider = await startProvider();
  http = createOutboundHttp({ allow: ['127.0.0.0/8'] });
  const auth = oauth1({
    provider: 'trello',
    requestTokenUrl: `${provider.url}/request`,
    authorizeUrl: `${provider.url}/authorize`,
    accessTokenUrl: `${provider.url}/access`,
    extraAuthorizeParams: { name: 'Patchbay', expiration: 'never' },
  });
  parts = {
    connector: { key: 'trello', title: 'Trello', auth: [auth] },
    auth,
    app,
    redirectUri: 'https://patchbay.example.com/api/v1/oauth/callback',
    state: 's1',
    signIn: {
      workspaceId: newId<WorkspaceId>(),
      id: newId(),
      connector: 'trello',
      authType: 'oauth1',
      provider: 'trello',
      name: null,
      connectionId: null,
      clientId: null,
      asked: {},
      sealed: null,
      createdBy: 'user:u',
      expiresAt: new Date(),
    },
  };
});
afterEach(async () => {
  await http.close();
  await provider.close();
});

/** RFC 5849 §3.4, written out: true when the request is signed with these secrets. */
function isSigned(request: ReceivedRequest, tokenSecret: string): boolean {
  const percent = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const header = String(request.headers['authorization']).replace(/^OAuth /, '');
  const given = header
    .split(/,\s*/)
    .map((pair) => /^([^=]+)="(.*)"$/.exec(pair))
    .map((match) => [match?.[1] ?? '', match?.[2] ?? ''] as const);
  const parameters = given
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
  const base = ['POST', percent(`${provider.url}${request.path}`), percent(parameters)].join('&');
  const signature = createHmac('sha1', `${percent(app.clientSecret)}&${percent(tokenSecret)}`)
    .update(base)
    .digest('base64');
  return given.find(([name]) => name === 'oauth_signature')?.[1] === percent(signature);
}

test('a sign-in asks for a request token, sends the browser on, and trades the verifier for an access token, all signed', async () => {
  provider
    .on('POST /request', { body: 'oauth_token=rt&oauth_token_secret=rts&oauth_callback_confirmed=true' })
    .on('POST /access', { body: 'oauth_token=at&oauth_token_secret=ats' });
  const dance = new OAuth1Dance(http);
  const { location, secret } = await dance.leave(parts);
  expect(location).toBe(`${provider.url}/authorize?name=Patchbay&expiration=never&oauth_token=rt`);
  expect(String(provider.requests[0]?.headers['authorization'])).toContain(
    `oauth_callback="${encodeURIComponent(`${parts.redirectUri}?state=s1`)}"`,
  );
  const credential = await dance.comeBack(parts, new URLSearchParams({ state: 's1', oauth_token: 'rt', oauth_verifier: 'v1' }), secret);
  expect(credential).toMatchObject({
    authType: 'oauth1',
    source: 'stored',
    secret: {
      kind: 'fields',
      fields: { consumerKey: 'consumer-key', consumerSecret: 'consumer-secret&=', token: 'at', tokenSecret: 'ats' },
    },
  });
  const [first, second] = provider.requests as [ReceivedRequest, ReceivedRequest];
  expect([isSigned(first, ''), isSigned(second, 'rts')]).toEqual([true, true]);
});

test('a callback with another token, or without a verifier, is refused before anything is sent', async () => {
  provider.on('POST /request', { body: 'oauth_token=rt&oauth_token_secret=rts' });
  const dance = new OAuth1Dance(http);
  const { secret } = await dance.leave(parts);
  for (const query of [{ oauth_token: 'other', oauth_verifier: 'v1' }, { oauth_token: 'rt' }]) {
    await expect(dance.comeBack(parts, new URLSearchParams(query), secret)).rejects.toMatchObject({ code: 'provider_rejected' });
  }
  expect(provider.requests).toHaveLength(1);
});

test.each([
  [{ status: 401, body: 'no' }, 'config_invalid'],
  [{ status: 503 }, 'provider_unavailable'],
  [{ status: 200, body: '<html>' }, 'provider_drift'],
])('a token endpoint that answers %j is told as %s', async (answer, code) => {
  provider.on('POST /request', answer);
  await expect(new OAuth1Dance(http).leave(parts)).rejects.toMatchObject({ code });
});
