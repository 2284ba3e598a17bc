/** How long everything about a refresh may take; tests scale it down. */
export interface RefreshTimings {
  /** One token request. Providers have been seen to stall for 40 s and then answer. */
  readonly requestMs: number;
  /** A claim that its holder no longer prolongs ends after this. */
  readonly claimMs: number;
  readonly heartbeatMs: number;
  /** How long a caller waits for somebody else's refresh. */
  readonly waitMs: number;
  /** Waiters look for themselves this often, should a notification get lost. */
  readonly pollMs: number;
  /** First pause after a failed refresh; doubles up to `longestPauseMs`, with jitter. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A credential refreshed less than this ago is not refreshed again because of a 401. */
  readonly cooldownMs: number;
}

export const REFRESH_TIMINGS: RefreshTimings = {
  requestMs: 43_000,
  claimMs: 10_000,
  heartbeatMs: 3_000,
  waitMs: 45_000,
  pollMs: 1_000,
  firstPauseMs: 2_000,
  longestPauseMs: 15 * 60_000,
  cooldownMs: 15_000,
};
