/** A request as it left through the transport and as the local server received it. */
export interface SentRequest {
  readonly method: string;
  /** The absolute URL the connector asked for. */
  readonly url: string;
  /** As received, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Content type without parameters, lower case; empty when there is none. */
export function mediaType(request: Pick<SentRequest, 'headers'>): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
