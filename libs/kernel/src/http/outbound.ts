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
}

export interface OutboundResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The URL that answered, after redirects. */
  readonly url: string;
}

/**
 * The one door to the outside. Throws PlatformError: `egress_denied` (refused by policy, never sent), `provider_unavailable`
 * (connection, DNS or TLS failure), `provider_timeout`, `response_too_large`, `cancelled`. `detail.sent` tells whether request bytes
 * may have reached the provider. A status of 4xx or 5xx is an answer, not an error.
 */
export interface OutboundHttp {
  send(request: OutboundRequest): Promise<OutboundResponse>;
}
