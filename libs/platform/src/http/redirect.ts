import { isSensitiveHeader, type OutboundRequest, type OutboundResponse } from '@patchbay/kernel';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Describe a body that is no longer sent (Fetch standard, HTTP-redirect fetch, step 12). */
const BODY_HEADERS = /^content-(?:encoding|language|location|type|length)$/i;

/** Whether the answer asks for another request. */
export function isRedirect(response: OutboundResponse): boolean {
  return REDIRECTS.has(response.status) && response.headers['location'] !== undefined;
}

/**
 * The request a redirect asks for, RFC 9110 §15.4: 303 becomes GET, so do 301 and 302 after a POST; 307 and 308 repeat the request as it was. Another
 * origin gets no credentials. In: the URL may be anything; the caller judges it.
 */
export function redirectedRequest(request: OutboundRequest, response: OutboundResponse): OutboundRequest {
  const url = URL.parse(response.headers['location'] ?? '', response.url)?.href ?? '';
  const method = methodAfter(request.method, response.status);
  const keepsBody = method === request.method;
  const foreign = URL.parse(url)?.origin !== new URL(response.url).origin;
  const named = new Set(foreign ? request.sensitiveHeaders?.map((name) => name.toLowerCase()) : []);
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) => (keepsBody || !BODY_HEADERS.test(name)) && !(foreign && (isSensitiveHeader(name) || named.has(name.toLowerCase()))),
    ),
  );
  const { body, ...rest } = request;
  return { ...rest, url, method, headers, ...(keepsBody && body !== undefined ? { body } : {}) };
}

function methodAfter(method: string, status: number): string {
  if (status === 303) return method === 'HEAD' ? 'HEAD' : 'GET';
  return (status === 301 || status === 302) && method === 'POST' ? 'GET' : method;
}
