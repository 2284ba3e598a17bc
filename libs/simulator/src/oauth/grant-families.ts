import { randomBytes } from 'node:crypto';

/** All tokens that came from one sign-in. */
export interface GrantFamily {
  readonly id: number;
  readonly clientId: string;
  readonly scope: string;
  revoked: boolean;
  /** Good refresh token; the ones before it are spent. */
  refreshToken: string;
  /** Access tokens and the moment each ends, ms since the epoch. */
  readonly accessTokens: Map<string, number>;
}

/** The memory of a strict provider: refresh tokens rotate, and using a spent one revokes everything of its sign-in (RFC 9700 §4.14.2). */
export class GrantFamilies {
  readonly all: GrantFamily[] = [];
  /** Uses of a spent refresh token. */
  reuses = 0;
  private readonly byRefreshToken = new Map<string, GrantFamily>();

  constructor(private readonly settings: { readonly rotates: () => boolean; readonly lifetimeSeconds: () => number }) {}

  begin(clientId: string, scope: string): GrantFamily {
    const family: GrantFamily = { id: this.all.length + 1, clientId, scope, revoked: false, refreshToken: '', accessTokens: new Map() };
    this.all.push(family);
    this.rotate(family);
    this.addAccessToken(family);
    return family;
  }

  /** Undefined: invalid_grant. */
  use(refreshToken: string, clientId: string): GrantFamily | undefined {
    const family = this.byRefreshToken.get(refreshToken);
    if (!family || family.revoked || family.clientId !== clientId) return undefined;
    if (family.refreshToken !== refreshToken) {
      this.reuses += 1;
      family.revoked = true;
      return undefined;
    }
    if (this.settings.rotates()) this.rotate(family);
    this.addAccessToken(family);
    return family;
  }

  /** Whether the access token may be used now. */
  accepts(accessToken: string): boolean {
    return this.all.some((family) => !family.revoked && (family.accessTokens.get(accessToken) ?? 0) > Date.now());
  }

  /** Ends an access token before its time, as providers do. */
  expire(accessToken: string): void {
    for (const family of this.all) family.accessTokens.delete(accessToken);
  }

  /** Ends every access token before its time; refresh tokens stay good. */
  expireAll(): void {
    for (const family of this.all) family.accessTokens.clear();
  }

  revoke(token: string): void {
    for (const family of this.all) if (family.refreshToken === token || family.accessTokens.has(token)) family.revoked = true;
  }

  newest(family: GrantFamily): string {
    return [...family.accessTokens.keys()].at(-1) ?? '';
  }

  private rotate(family: GrantFamily): void {
    family.refreshToken = `rt-${family.id}-${randomBytes(16).toString('hex')}`;
    this.byRefreshToken.set(family.refreshToken, family);
  }

  private addAccessToken(family: GrantFamily): void {
    family.accessTokens.set(`at-${family.id}-${randomBytes(16).toString('hex')}`, Date.now() + this.settings.lifetimeSeconds() * 1_000);
  }
}
