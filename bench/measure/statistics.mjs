/** The value below which the given share of the numbers lies (nearest rank). NaN for none. */
export function quantile(numbers, share) {
  const sorted = Float64Array.from(numbers).sort();
  return sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

export const median = (numbers) => quantile(numbers, 0.5);

/** Mean of the best tenth: what the machine does when nobody takes it away. Throttling only ever subtracts. */
export function bestDecile(rates) {
  const best = [...rates].sort((a, b) => b - a).slice(0, Math.max(1, Math.floor(rates.length / 10)));
  return best.reduce((sum, rate) => sum + rate, 0) / best.length;
}

export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
