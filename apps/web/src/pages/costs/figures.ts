const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 4 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

export const dollars = (usd: number): string => money.format(usd);
export const compact = (n: number): string => short.format(n);

/** Bytes for people: `4.9 kB`. */
export function size(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

const HOURS: Record<string, number> = { '24h': 24, '7d': 168, '30d': 720, '90d': 2_160 };
/** The beginning of a range such as `7d`, to the hour, so that the same range is the same question for a while. */
export function beginOf(range: string, now = Date.now()): string {
  const hour = 3_600_000;
  return new Date(Math.floor(now / hour) * hour - ((HOURS[range] ?? 24) - 1) * hour).toISOString();
}
