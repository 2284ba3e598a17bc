/** What is metered in a calendar month (UTC): executions that ended (tests of connectors aside), bytes to and from providers, model cost. */
export const USAGE_METRICS = ['executions', 'bytes', 'usd'] as const;
export type UsageMetric = (typeof USAGE_METRICS)[number];

export interface MonthUsage {
  readonly executions: number;
  readonly bytes: number;
  /** Model calls of known price, in US dollars. */
  readonly usd: number;
  /** Model calls of unknown price: with any, `usd` is a lower bound. */
  readonly unpricedCalls: number;
}

/** `soft`: beyond it somebody is told; `hard`: beyond it calls are refused; null: no limit. */
export interface QuotaLimits {
  readonly soft: number | null;
  readonly hard: number | null;
}

export interface Quota extends QuotaLimits {
  readonly metric: UsageMetric;
  readonly used: number;
  readonly state: 'within' | 'soft_reached' | 'hard_reached';
}

export type QuotaChange = Readonly<Partial<Record<UsageMetric, Partial<QuotaLimits>>>>;

export interface Usage extends MonthUsage {
  /** `2026-11`. */
  readonly month: string;
  /** When the month began and ends. ISO-8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly quotas: readonly Quota[];
}

export interface Month {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** The calendar month (UTC) of a moment, or of a name such as `2026-11`. */
export function monthOf(at: number | string): Month {
  const day = typeof at === 'string' ? new Date(`${at}-01T00:00:00Z`) : new Date(at);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const from = new Date(Date.UTC(year, month, 1));
  return { name: from.toISOString().slice(0, 7), from, to: new Date(Date.UTC(year, month + 1, 1)) };
}

/** How far a quota is used. */
export function quotaState(used: number, { soft, hard }: QuotaLimits): Quota['state'] {
  if (hard !== null && used >= hard) return 'hard_reached';
  return soft !== null && used >= soft ? 'soft_reached' : 'within';
}
