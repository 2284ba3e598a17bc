import type { Auth, CustomAuth, HttpConnector, TokenPlace } from '@patchbay/connector-sdk';
import type { ReadRequest } from '../provider/read-request.js';
import type { GrantFamilies } from './grant-families.js';
import type { Oauth1Endpoints } from './oauth1-endpoints.js';
import { SIMULATOR_KEY } from './test-credentials.js';

/** Whether a request shows a credential that one of the connector's ways to connect would have put there. */
export class CredentialCheck {
  constructor(
    private readonly connector: HttpConnector,
    private readonly grants: GrantFamilies,
    private readonly oauth1: Oauth1Endpoints,
  ) {}

  /** `origin` and `path`: the address as the caller wrote it, for signatures. */
  accepts(request: ReadRequest, origin: string, path: string): boolean {
    return this.connector.auth.some((auth) => this.fits(auth, request, `${origin}${path}`));
  }

  private fits(auth: Auth, request: ReadRequest, address: string): boolean {
    switch (auth.kind) {
      case 'none':
        return true;
      case 'oauth2':
      case 'api_key':
      case 'bearer':
        return this.isToken(tokenAt(auth.sendAs, request));
      case 'basic':
        return basicOf(request)?.password === SIMULATOR_KEY;
      case 'custom':
        return customFits(auth, request);
      case 'oauth1':
        return this.oauth1.signed(request, address);
      default:
        return false;
    }
  }

  private isToken(token: string | undefined): boolean {
    return token !== undefined && (token === SIMULATOR_KEY || this.grants.accepts(token));
  }
}

function tokenAt({ in: place, name, prefix = '' }: TokenPlace, { query, headers }: ReadRequest): string | undefined {
  const value = place === 'query' ? query.get(name) : headers[name.toLowerCase()];
  return value?.startsWith(prefix) === true ? value.slice(prefix.length) : undefined;
}

/** RFC 7617. */
export function basicOf({ headers }: Pick<ReadRequest, 'headers'>): { username: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, username = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return { username, password };
}

/** Every template is where it should be: secret fields hold the key, the others something. */
function customFits({ fields, apply }: CustomAuth, request: ReadRequest): boolean {
  const secrets = new Set(Object.keys(fields).filter((name) => fields[name]?.secret !== false));
  const fits = (template: string, value: string | null | undefined): boolean =>
    value !== null && value !== undefined && templatePattern(template, secrets).test(value);
  const basic = apply.basic && basicOf(request);
  return (
    Object.entries(apply.headers ?? {}).every(([name, template]) => fits(template, request.headers[name.toLowerCase()])) &&
    Object.entries(apply.query ?? {}).every(([name, template]) => fits(template, request.query.get(name))) &&
    (!apply.basic || (basic !== undefined && fits(apply.basic.username, basic.username) && fits(apply.basic.password, basic.password)))
  );
}

/** The pattern a filled template has to fit. */
function templatePattern(template: string, secrets: ReadonlySet<string>): RegExp {
  const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = template
    .split(/(\{\{\s*\w+\s*\}\})/)
    .map((part) => {
      const name = /^\{\{\s*(\w+)\s*\}\}$/.exec(part)?.[1];
      if (name === undefined) return quoted(part);
      return secrets.has(name) ? quoted(SIMULATOR_KEY) : '.+';
    })
    .join('');
  return new RegExp(`^${pattern}$`, 's');
}
