import { createHash, randomBytes } from 'node:crypto';
import type { OAuth2Auth } from '@patchbay/connector-sdk';
import { Reply } from '../provider/reply.js';
import { text, type Row } from '../provider/row.js';
import type { Arrival } from '../provider/read-request.js';
import type { Simulator } from '../provider/simulator.js';
import { back, consentPage, page } from './consent-page.js';
import { basicOf } from './credential-check.js';
import { GrantFamilies, type GrantFamily } from './grant-families.js';
import { OAUTH_FOLDER } from './oauth-addresses.js';
import { Oauth1Endpoints } from './oauth1-endpoints.js';
import { SIMULATOR_CLIENT } from './test-credentials.js';

const LIFETIME_SECONDS = 3_600;

interface Code {
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly scope: string;
}

/** A provider's OAuth server: consent page, codes used once, PKCE, tokens that expire, refresh as the connector declares, revocation. */
export class OauthEndpoints {
  readonly grants: GrantFamilies;
  readonly oauth1: Oauth1Endpoints;
  /** Token requests that gave tokens, by grant type. */
  readonly exchanges: string[] = [];
  private readonly auth: OAuth2Auth | undefined;
  private readonly codes = new Map<string, Code>();

  constructor(private readonly simulator: Simulator) {
    const { connector } = simulator;
    this.auth = connector.auth.find((auth): auth is OAuth2Auth => auth.kind === 'oauth2');
    this.grants = new GrantFamilies({ rotates: () => this.auth?.refresh === 'rotating', lifetimeSeconds: () => this.lifetimeSeconds });
    this.oauth1 = new Oauth1Endpoints(connector);
  }

  private get lifetimeSeconds(): number {
    return this.simulator.oauth?.lifetimeSeconds ?? this.auth?.expiresInSeconds ?? LIFETIME_SECONDS;
  }

  /** The answer of an OAuth address; undefined for every other. */
  answer(arrival: Arrival): Reply | undefined {
    const { method } = arrival.request;
    if (!arrival.path.startsWith(OAUTH_FOLDER)) return undefined;
    const name = arrival.path.slice(OAUTH_FOLDER.length);
    if (this.oauth1.isFor(name)) return this.oauth1.answer(name, arrival);
    if (!this.auth) return new Reply(404, { error: 'This provider has no OAuth 2.' });
    switch (`${method} ${name}`) {
      case 'GET authorize':
        return this.consent(this.auth, arrival);
      case 'POST authorize':
        return this.decided(this.auth, arrival);
      case 'POST token':
        return this.token(this.auth, arrival);
      case 'POST revoke':
        return this.revoke(arrival);
      default:
        return new Reply(404, { error: `There is no ${method} ${arrival.path}.` });
    }
  }

  private consent(auth: OAuth2Auth, { request }: Arrival): Reply {
    const ask = Object.fromEntries(request.query);
    const redirect = redirectOf(ask);
    // Never back to an address whose asker is not known (RFC 6749 §4.1.2.1).
    if (ask['client_id'] !== SIMULATOR_CLIENT.clientId || !redirect)
      return page(400, `<p>Unknown client_id or redirect_uri. The simulator knows the client “${SIMULATOR_CLIENT.clientId}”.</p>`);
    const pkce = ask['code_challenge'] === undefined || ask['code_challenge_method'] === 'S256';
    if (ask['response_type'] !== 'code' || !pkce || (auth.pkce && ask['code_challenge'] === undefined))
      return back(redirect, { error: 'invalid_request', state: ask['state'] });
    const scopes = scopeOf(auth, ask).split(auth.scopeSeparator).filter(Boolean);
    return page(200, consentPage({ provider: this.simulator.connector.title, client: 'Patchbay', scopes, fields: ask }));
  }

  private decided(auth: OAuth2Auth, { request }: Arrival): Reply {
    const ask = Object.fromEntries(Object.entries(request.fields).map(([name, value]) => [name, text(value)]));
    const redirect = redirectOf(ask);
    if (ask['client_id'] !== SIMULATOR_CLIENT.clientId || !redirect) return page(400, '<p>Unknown client or redirect address.</p>');
    if (ask['word'] !== 'allow') return back(redirect, { error: 'access_denied', state: ask['state'] });
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, { redirectUri: redirect.href, challenge: ask['code_challenge'], scope: scopeOf(auth, ask) });
    return back(redirect, { code, state: ask['state'] });
  }

  private token(auth: OAuth2Auth, { request, origin }: Arrival): Reply {
    const form = request.fields;
    if (!this.isClient(request, form))
      return new Reply(401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="simulator"' });
    const grantType = text(form['grant_type']);
    const family = this.familyOf(grantType, form);
    if (!family) {
      const known = ['authorization_code', 'refresh_token', 'client_credentials'].includes(grantType);
      return new Reply(400, {
        error: known ? 'invalid_grant' : 'unsupported_grant_type',
        error_description: 'The code or token is wrong, used or revoked.',
      });
    }
    this.exchanges.push(grantType);
    const standard: Row = {
      access_token: this.grants.newest(family),
      token_type: 'Bearer',
      ...(auth.refresh === 'none' && grantType !== 'client_credentials' ? {} : { expires_in: this.lifetimeSeconds }),
      ...(auth.refresh === 'none' || grantType === 'client_credentials' ? {} : { refresh_token: family.refreshToken }),
      scope: family.scope,
    };
    return new Reply(200, this.simulator.oauth?.token?.(standard, { origin, scope: family.scope }) ?? standard);
  }

  private familyOf(grantType: string, form: Row): GrantFamily | undefined {
    const { clientId } = SIMULATOR_CLIENT;
    if (grantType === 'client_credentials') return this.grants.begin(clientId, text(form['scope']));
    if (grantType === 'refresh_token') return this.grants.use(text(form['refresh_token']), clientId);
    if (grantType !== 'authorization_code') return undefined;
    const given = text(form['code']);
    const code = this.codes.get(given);
    this.codes.delete(given);
    if (!code || code.redirectUri !== URL.parse(text(form['redirect_uri']))?.href) return undefined;
    const verifier = createHash('sha256').update(text(form['code_verifier'])).digest('base64url');
    if (code.challenge !== undefined && verifier !== code.challenge) return undefined;
    return this.grants.begin(clientId, code.scope);
  }

  private revoke({ request }: Arrival): Reply {
    if (!this.isClient(request, request.fields)) return new Reply(401, { error: 'invalid_client' });
    this.grants.revoke(text(request.fields['token']));
    // RFC 7009 §2.2; `ok` is Slack's word for it and means nothing to the others.
    return new Reply(200, { ok: true, revoked: true });
  }

  /** Either way of RFC 6749 §2.3.1: which one a vendor takes is the connector's to declare and its recordings' to prove. */
  private isClient(request: Arrival['request'], form: Row): boolean {
    const basic = basicOf(request);
    const id = basic ? decodeURIComponent(basic.username) : text(form['client_id']);
    const secret = basic ? decodeURIComponent(basic.password) : text(form['client_secret']);
    return id === SIMULATOR_CLIENT.clientId && secret === SIMULATOR_CLIENT.clientSecret;
  }
}

function scopeOf(auth: OAuth2Auth, ask: Readonly<Record<string, string>>): string {
  return ask['scope'] ?? auth.scopes.join(auth.scopeSeparator);
}

function redirectOf(ask: Readonly<Record<string, string | undefined>>): URL | undefined {
  const url = URL.parse(ask['redirect_uri'] ?? '');
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
