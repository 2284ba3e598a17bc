import { PlatformError } from '@patchbay/kernel';
import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';

/** One of `secret` and `jwksUrl` is given; issuer and audience are checked when given. */
export interface JwtSettings {
  readonly secret?: string;
  readonly jwksUrl?: string;
  readonly issuer?: string;
  readonly audience?: string;
}

export interface VerifiedToken {
  readonly subject: string;
  readonly email?: string;
  /** Milliseconds since the epoch after which the token must not be used, clock tolerance included. */
  readonly usableUntilMs: number;
}

const CLOCK_TOLERANCE_SECONDS = 30;
/** Signatures a key set may ask for. HMAC is never among them: a public key must not be usable as a shared secret. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const JWKS_TIMEOUT_MS = 5_000;

/** Three base64url parts, the first of which begins with `{"`. */
export function looksLikeJwt(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(token);
}

/** Checks tokens with a shared secret (HS256 only) or the issuer's published keys (asymmetric algorithms only). */
export class JwtVerifier {
  private verify: ((token: string) => Promise<JWTPayload>) | undefined;

  constructor(
    private readonly settings: JwtSettings,
    private readonly now: () => number = Date.now,
  ) {}

  /** Undefined when the token is not valid; throws `credential_source_unavailable` when the issuer's keys cannot be fetched. */
  async verified(token: string): Promise<VerifiedToken | undefined> {
    this.verify ??= await this.prepare();
    const payload = await this.verify(token);
    if (!payload || typeof payload.sub !== 'string' || payload.sub === '' || payload.sub.length > 255 || payload.exp === undefined)
      return undefined;
    const email = typeof payload['email'] === 'string' ? { email: payload['email'] } : {};
    return { subject: payload.sub, ...email, usableUntilMs: (payload.exp + CLOCK_TOLERANCE_SECONDS) * 1000 };
  }

  private async prepare(): Promise<(token: string) => Promise<JWTPayload>> {
    const jose = await import('jose');
    const { secret, jwksUrl, issuer, audience } = this.settings;
    const options = (): JWTVerifyOptions => ({
      algorithms: secret === undefined ? ASYMMETRIC : ['HS256'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(this.now()),
      requiredClaims: ['sub', 'exp'],
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    });
    const key: Uint8Array | JWTVerifyGetKey =
      secret === undefined
        ? jose.createRemoteJWKSet(new URL(jwksUrl ?? ''), { timeoutDuration: JWKS_TIMEOUT_MS })
        : new TextEncoder().encode(secret);
    const wrong = [
      jose.errors.JWTInvalid,
      jose.errors.JWTClaimValidationFailed,
      jose.errors.JWTExpired,
      jose.errors.JWSInvalid,
      jose.errors.JWSSignatureVerificationFailed,
      jose.errors.JOSEAlgNotAllowed,
      jose.errors.JOSENotSupported,
      jose.errors.JWKSNoMatchingKey,
      jose.errors.JWKSMultipleMatchingKeys,
    ];
    return async (token) => {
      try {
        const { payload } =
          typeof key === 'function' ? await jose.jwtVerify(token, key, options()) : await jose.jwtVerify(token, key, options());
        return payload;
      } catch (error) {
        if (wrong.some((kind) => error instanceof kind)) return {};
        throw new PlatformError(
          'credential_source_unavailable',
          'The keys of the sign-in service cannot be fetched; try again shortly.',
          {},
          { cause: error },
        );
      }
    };
  }
}
