import { isJsonObject, PlatformError, type JsonObject, type JsonValue, type OutboundResponse } from '@patchbay/kernel';
import type { OAuth2Auth } from '@patchbay/connector-sdk';

/** A token endpoint's answer in the form RFC 6749 §5 asks for. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/**
 * Vendors' answers differ: errors in a 200, no token_type or an own one, expires_in as text, form encoding, tokens nested elsewhere. Out: the same said the
 * standard way. Throws `provider_drift` for what is no token answer at all (HTML, a redirect), `provider_throttled`, `provider_unavailable`.
 */
export function normalisedAnswer(response: OutboundResponse, auth: Pick<OAuth2Auth, 'tokenResponse'>): TokenAnswer {
  const { status } = response;
  const detail = { providerStatus: status, host: URL.parse(response.url)?.host ?? '' };
  if (status >= 300 && status < 400) {
    throw new PlatformError('provider_drift', 'The token endpoint answered with a redirect, which is not followed.', detail);
  }
  if (status === 429) throw new PlatformError('provider_throttled', 'The token endpoint asks to slow down.', detail);
  const given = bodyOf(response);
  if (status >= 500 || (status >= 400 && !given)) {
    throw new PlatformError(
      status >= 500 ? 'provider_unavailable' : 'provider_drift',
      `The token endpoint answered with status ${status}.`,
      detail,
    );
  }
  if (!given) throw new PlatformError('provider_drift', `The token endpoint answered ${kindOf(response)} instead of JSON.`, detail);
  const refusal = refusalOf(given, status);
  if (refusal) return { status: status >= 400 ? status : 400, body: refusal };
  return { status: 200, body: standardAnswer(given, auth) };
}

function bodyOf(response: OutboundResponse): JsonObject | undefined {
  const text = Buffer.from(response.body).toString('utf8').trim();
  try {
    const json = JSON.parse(text) as JsonValue;
    return isJsonObject(json) ? json : undefined;
  } catch {
    // GitHub and other early adopters answer form-encoded.
    const isForm = (response.headers['content-type'] ?? '').includes('urlencoded') || /^[\w.]+=[^<>\s]*(&|$)/.test(text);
    return isForm ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

function kindOf(response: OutboundResponse): string {
  const type = (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
  if (response.body.length === 0) return 'nothing';
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'something';
}

/** Our reading of "no": a non-success status, an `error` member, Slack's `ok: false`. */
function refusalOf(body: JsonObject, status: number): JsonObject | undefined {
  const { error } = body;
  const nested = isJsonObject(error) ? error : undefined;
  const refused = status >= 400 || body['ok'] === false || (error !== undefined && error !== null && error !== '' && error !== false);
  if (!refused) return undefined;
  const code = [error, nested?.['code'], nested?.['type'], body['error_code'], body['status'], body['code']].find(
    (part) => typeof part === 'string' && part !== '',
  );
  const words = [body['error_description'], nested?.['message'], body['message']].find((part) => typeof part === 'string');
  return { error: codeText(code), ...(words === undefined ? {} : { error_description: words }) };
}

const codeText = (code: JsonValue | undefined): string =>
  typeof code === 'string' && /^[\w.:-]{1,80}$/.test(code) ? code : 'token_request_refused';

/** A token answer that is no refusal, said the standard way. */
export function standardAnswer(given: JsonObject, auth: Pick<OAuth2Auth, 'tokenResponse'>): JsonObject {
  const body = auth.tokenResponse?.(given) ?? given;
  const { id_token: _unused, ...rest } = body;
  const expiresIn = seconds(body['expires_in']);
  const type = typeof body['token_type'] === 'string' ? body['token_type'].toLowerCase() : 'bearer';
  const out: JsonObject = { ...rest, token_type: type === 'mac' || type === 'dpop' ? type : 'bearer' };
  delete out['expires_in'];
  if (expiresIn !== undefined) out['expires_in'] = expiresIn;
  const scope = scopeText(body['scope']);
  delete out['scope'];
  if (scope !== undefined) out['scope'] = scope;
  if (typeof out['refresh_token'] !== 'string' || out['refresh_token'] === '') delete out['refresh_token'];
  return out;
}

/** A positive number of seconds, however it was written. */
export function seconds(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d{1,12}(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? Math.floor(number) : undefined;
}

function scopeText(value: JsonValue | undefined): string | undefined {
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(' ') || undefined;
  return typeof value === 'string' && value.trim() !== ''
    ? value
        .split(/[\s,]+/)
        .filter(Boolean)
        .join(' ')
    : undefined;
}
