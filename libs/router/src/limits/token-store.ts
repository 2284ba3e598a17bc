export interface TokenAsk {
  /** Names the bucket; equal keys share one whatever the process. */
  readonly key: string;
  /** 0 only looks. */
  readonly want: number;
  readonly allowed: number;
  readonly windowMs: number;
}

export interface TokenGrant {
  readonly granted: number;
  /** Milliseconds until at least one token is free; 0 when some were granted. */
  readonly waitMs: number;
  /** Left in the window after this grant. */
  readonly remaining: number;
}

/** Counts the requests of a sliding window for all replicas. */
export interface TokenStore {
  take(ask: TokenAsk): Promise<TokenGrant>;
  /** Grants nothing for this long: the provider asked for it. A shorter pause never cuts a longer one. */
  pause(key: string, forMs: number): Promise<void>;
  close(): Promise<void>;
}
