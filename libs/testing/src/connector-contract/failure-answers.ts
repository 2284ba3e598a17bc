import type { ErrorCode, JsonObject } from '@patchbay/kernel';
import type { HttpConnector } from '@patchbay/connector-sdk';

export const FAILURE_STATUSES = [400, 401, 403, 404, 409, 422, 429, 500, 503] as const;

const USUAL: Readonly<Record<number, ErrorCode>> = {
  400: 'provider_rejected',
  401: 'account_reauth',
  403: 'account_forbidden',
  404: 'provider_not_found',
  409: 'conflict',
  422: 'provider_rejected',
  429: 'provider_throttled',
  500: 'provider_unavailable',
  503: 'provider_unavailable',
};

/** The catalogue code a status has to become for this connector. */
export function expectedCode(connector: HttpConnector, status: number, body: JsonObject, message: string): ErrorCode {
  const usual = connector.errors?.statuses?.[status] ?? USUAL[status] ?? 'provider_rejected';
  return connector.errors?.refine?.({ status, headers: {}, code: undefined, message, body }) ?? usual;
}

/** A vendor error body with the message where the connector says messages are. */
export function errorBody(connector: HttpConnector, message: string): JsonObject {
  const paths = [connector.errors?.message ?? 'message'].flat();
  const body: JsonObject = {};
  const path = paths[0] ?? 'message';
  // `errors.0.message`: a numeric part is a list's index.
  const parts = path.split('.');
  let holder: JsonObject | JsonObject[] = body;
  parts.forEach((part, i) => {
    const target = holder as JsonObject;
    if (i === parts.length - 1) target[part] = message;
    else {
      const next = (/^\d+$/.test(parts[i + 1] ?? '') ? [] : {}) as JsonObject;
      target[part] = next;
      holder = next;
    }
  });
  return parts[0] !== undefined && /^\d+$/.test(parts[0]) ? (Object.values(body) as unknown as JsonObject) : body;
}
