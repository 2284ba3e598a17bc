import { createHmac, randomBytes } from 'node:crypto';
import type { HttpConnector, OAuth1Auth } from '@patchbay/connector-sdk';
import OAuth from 'oauth-1.0a';
import { Reply } from '../provider/reply.js';
import { text } from '../provider/row.js';
import type { Arrival, ReadRequest } from '../provider/read-request.js';
import { back, consentPage, page } from './consent-page.js';
import { SIMULATOR_CLIENT } from './test-credentials.js';

interface RequestToken {
  readonly secret: string;
  readonly callback: string;
  verifier?: string;
}

/** OAuth 1.0a (RFC 5849): request token, consent page, access token, and signatures that are really checked. */
export class Oauth1Endpoints {
  private readonly auth: OAuth1Auth | undefined;
  private readonly requestTokens = new Map<string, RequestToken>();
  /** Secret by token. */
  private readonly accessTokens = new Map<string, string>();

  constructor(private readonly connector: HttpConnector) {
    this.auth = connector.auth.find((auth): auth is OAuth1Auth => auth.kind === 'oauth1');
  }

  isFor(name: string): boolean {
    return this.auth !== undefined && ['request-token', 'token', 'authorize'].includes(name);
  }

  answer(name: string, arrival: Arrival): Reply {
    const { request, origin, path } = arrival;
    if (name === 'authorize') return request.method === 'POST' ? this.decided(request) : this.consent(request);
    const signed = headerOf(request);
    const requestToken = this.requestTokens.get(signed['oauth_token'] ?? '');
    if (!this.isSigned(request, `${origin}${path}`, signed, requestToken?.secret ?? '')) return new Reply(401, 'invalid signature');
    if (name === 'request-token') return this.begin(signed['oauth_callback'] ?? '');
    return this.exchange(signed, requestToken);
  }

  /** Whether a call is signed by our app for a token that was given and not revoked. */
  signed(request: ReadRequest, address: string): boolean {
    const signed = headerOf(request);
    const secret = this.accessTokens.get(signed['oauth_token'] ?? '');
    return secret !== undefined && this.isSigned(request, address, signed, secret);
  }

  /** Ends every sign-in. */
  revokeAll(): void {
    this.accessTokens.clear();
  }

  private begin(callback: string): Reply {
    const token = randomBytes(16).toString('hex');
    const secret = randomBytes(16).toString('hex');
    this.requestTokens.set(token, { secret, callback });
    return form({ oauth_token: token, oauth_token_secret: secret, oauth_callback_confirmed: 'true' });
  }

  private exchange(signed: Readonly<Record<string, string>>, requestToken: RequestToken | undefined): Reply {
    if (requestToken?.verifier === undefined || requestToken.verifier !== signed['oauth_verifier'])
      return new Reply(401, 'invalid verifier');
    this.requestTokens.delete(signed['oauth_token'] ?? '');
    const token = randomBytes(32).toString('hex');
    const secret = randomBytes(16).toString('hex');
    this.accessTokens.set(token, secret);
    return form({ oauth_token: token, oauth_token_secret: secret });
  }

  private consent({ query }: ReadRequest): Reply {
    const token = query.get('oauth_token') ?? '';
    if (!this.requestTokens.has(token)) return page(400, '<p>Unknown oauth_token.</p>');
    const scopes = (query.get('scope') ?? '').split(',').filter(Boolean);
    return page(200, consentPage({ provider: this.connector.title, client: 'Patchbay', scopes, fields: { oauth_token: token } }));
  }

  private decided({ fields }: ReadRequest): Reply {
    const token = text(fields['oauth_token']);
    const requestToken = this.requestTokens.get(token);
    const callback = URL.parse(requestToken?.callback ?? '');
    if (!requestToken || !callback) return page(400, '<p>Unknown oauth_token.</p>');
    if (fields['word'] !== 'allow') return back(callback, { denied: token });
    requestToken.verifier = randomBytes(16).toString('hex');
    return back(callback, { oauth_token: token, oauth_verifier: requestToken.verifier });
  }

  private isSigned(request: ReadRequest, address: string, signed: Readonly<Record<string, string>>, tokenSecret: string): boolean {
    const { auth } = this;
    if (!auth || signed['oauth_consumer_key'] !== SIMULATOR_CLIENT.clientId) return false;
    const { oauth_signature: signature, realm: _realm, ...protocol } = signed;
    const signer = new OAuth({
      consumer: { key: SIMULATOR_CLIENT.clientId, secret: SIMULATOR_CLIENT.clientSecret },
      signature_method: auth.signature,
      hash_function: (base, key) =>
        createHmac(auth.signature === 'HMAC-SHA1' ? 'sha1' : 'sha256', key)
          .update(base)
          .digest('base64'),
    });
    const query = request.query.toString();
    const data = { url: `${address}${query === '' ? '' : `?${query}`}`, method: request.method, data: Object.fromEntries(request.form) };
    return signer.getSignature(data, tokenSecret, protocol as unknown as OAuth.Data) === signature;
  }
}

function headerOf({ headers }: ReadRequest): Record<string, string> {
  const value = /^OAuth (.*)$/is.exec(headers['authorization'] ?? '')?.[1] ?? '';
  return Object.fromEntries([...value.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', given = '']) => [name, decodeURIComponent(given)]));
}

function form(fields: Readonly<Record<string, string>>): Reply {
  return new Reply(200, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
}
