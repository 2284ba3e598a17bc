/** What an action does at the provider; decides retry, intent records and read-only modes. */
export const EFFECTS = ['read', 'create', 'update', 'delete'] as const;
export type Effect = (typeof EFFECTS)[number];

const BY_METHOD: Readonly<Record<string, Effect>> = {
  GET: 'read',
  HEAD: 'read',
  OPTIONS: 'read',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** The effect an HTTP method declares (RFC 9110 §9.2.1); unknown methods count as writes. */
export function effectOfMethod(method: string): Effect {
  return BY_METHOD[method.toUpperCase()] ?? 'create';
}

/** RFC 9110 §9.2.2: repeating the request has the effect of sending it once. */
export function isIdempotentMethod(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(method.toUpperCase());
}
