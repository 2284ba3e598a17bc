import { isJsonObject, PlatformError, type ErrorCode, type JsonValue } from '@patchbay/kernel';

interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What Nango's codes mean to us, whatever was asked. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  missing_auth_header: {
    code: 'config_invalid',
    message: 'Nango refuses NANGO_SECRET_KEY. Check that it is the key of the environment at NANGO_HOST.',
  },
  invalid_secret_key_format: { code: 'config_invalid', message: 'NANGO_SECRET_KEY is not a key of Nango’s: those are UUIDs.' },
  unknown_account: {
    code: 'config_invalid',
    message: 'Nango does not know NANGO_SECRET_KEY. Check that it belongs to the server at NANGO_HOST.',
  },
  forbidden: {
    code: 'config_invalid',
    message: 'NANGO_SECRET_KEY lacks a scope. Give it integrations, connections with credentials, and connect sessions.',
  },
  unknown_provider_config: { code: 'config_invalid', message: 'Nango has no such integration any more. Make it again under the same key.' },
  unknown_connection: { code: 'account_reauth', message: 'Nango no longer has this connection. Connect the account again.' },
  not_found: { code: 'account_reauth', message: 'Nango no longer has this connection. Connect the account again.' },
  invalid_credentials: {
    code: 'account_reauth',
    message: 'Nango could not renew the sign-in: the provider refused it or failed. If it stays so, connect the account again.',
  },
};

/** In: an answer of Nango’s API that is not 2xx, in any of its forms. `providerCode` keeps Nango's own code. */
export function nangoError(status: number, body: JsonValue | undefined, retryAfter?: string): PlatformError {
  const error = isJsonObject(body) && isJsonObject(body['error']) ? body['error'] : {};
  const said = typeof error['code'] === 'string' && /^[\w.-]{1,80}$/.test(error['code']) ? error['code'] : undefined;
  const detail = { providerStatus: status, ...(said === undefined ? {} : { providerCode: said }) };
  if (status === 424) {
    return new PlatformError('credential_source_unavailable', 'Nango waits before it tries to renew the sign-in again.', {
      ...detail,
      retryAfterMs: 30_000,
    });
  }
  if (status === 429) {
    const seconds = Number(retryAfter);
    return new PlatformError('credential_source_unavailable', 'Nango asks to slow down.', {
      ...detail,
      retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 5_000,
    });
  }
  const meaning = said !== undefined && Object.hasOwn(MEANINGS, said) ? MEANINGS[said] : undefined;
  if (meaning && status < 500) return new PlatformError(meaning.code, meaning.message, detail);
  if (status >= 400 && status < 500 && said !== undefined)
    return new PlatformError(
      'config_invalid',
      `Nango refuses our request (${said}). Its version may be too old or too new for this server.`,
      detail,
    );
  return new PlatformError('credential_source_unavailable', `Nango answered with status ${status}.`, { ...detail, retryAfterMs: 2_000 });
}
