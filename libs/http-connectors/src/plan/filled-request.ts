/** A request while it is being filled in, and afterwards. */
export interface FilledRequest {
  url: string;
  readonly headers: Record<string, string>;
  body?: string;
}

/** Adds one query parameter whose name and value are already percent-encoded. */
export function addQuery(request: FilledRequest, name: string, value: string): void {
  const { url } = request;
  const glue = !url.includes('?') ? '?' : url.endsWith('?') || url.endsWith('&') ? '' : '&';
  request.url = `${url}${glue}${name}=${value}`;
}
