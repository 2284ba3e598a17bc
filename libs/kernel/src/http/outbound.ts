/** A request as the outbound client sends it; the URL is absolute and already filled in. */
export interface OutboundRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From the first byte sent to the last byte received, redirects included. */
  readonly timeoutMs: number;
  /** Decoded bytes; more ends the request with `response_too_large`. */
  readonly maxResponseBytes: number;
  readonly signal?: AbortSignal;
  /** 0 = hand redirects back as they are. Authorization and cookies are dropped when the origin changes. */
  readonly maxRedirects?: number;
  /** Names of further headers to drop when the origin changes; those whose name tells a secret (`x-api-key`, `…-token`) are dropped anyway. */
  readonly sensitiveHeaders?: readonly string[];
}

export interface OutboundResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with ", ". As the provider sent them: `content-encoding` and `content-length` speak of the coded body. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded (gzip, br, deflate, zstd). */
  readonly body: Uint8Array;
  /** The URL that answered, after redirects. */
  readonly url: string;
}

/**
 * The one door to the outside. Throws PlatformError: `egress_denied` (refused by policy, never sent), `provider_unavailable`
 * (connection, DNS or TLS failure), `provider_timeout`, `provider_drift` (wrong content coding), `response_too_large`, `input_invalid` (a header that
 * cannot be sent), `cancelled`, `shutting_down`. `detail.sent` tells whether request bytes
 * may have reached the provider. A status of 4xx or 5xx is an answer, not an error.
 */
export interface OutboundHttp {
  send(request: OutboundRequest): Promise<OutboundResponse>;
}
