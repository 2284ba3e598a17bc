import { expect, it } from '@jest/globals';
import { oauth1Header } from './oauth1-signature.js';

it('signs a request as the published example does', () => {
  // https://developer.x.com/en/docs/authentication/oauth-1-0a/creating-a-signature
  const header = oauth1Header({
    method: 'post',
    url: new URL('https://api.twitter.com/1.1/statuses/update.json?include_entities=true'),
    form: [['status', 'Hello Ladies + Gentlemen, a signed OAuth request!']],
    signature: 'HMAC-SHA1',
    nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
    timestampSeconds: 1318622958,
    credential: {
      type: 'oauth1',
      consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
      consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
      token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    },
  });
  expect(header).toContain(`oauth_signature="${encodeURIComponent('hCtSmYh+iHYCEqBWrE7C7hYmtUk=')}"`);
});
