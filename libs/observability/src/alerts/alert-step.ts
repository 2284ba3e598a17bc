/** Recovers only well below what it fired at: a value that swings around its threshold is one alert, not many. */
const RECOVERS_BELOW = 0.9;

/** What a rule said before this look. */
export interface AlertMemory {
  readonly firing: boolean;
  /** Looks in a row that said the opposite of `firing`. */
  readonly contrary: number;
}

export interface AlertStep extends AlertMemory {
  /** What there is to tell. */
  readonly changed: 'firing' | 'recovered' | undefined;
}

/** One look: fires after `rounds` looks in a row at or above the threshold, recovers after as many below nine tenths of it. */
export function alertStep(before: AlertMemory, look: { value: number; threshold: number; rounds: number }): AlertStep {
  const { value, threshold, rounds } = look;
  const isContrary = before.firing ? value < threshold * RECOVERS_BELOW : value >= threshold;
  const contrary = isContrary ? before.contrary + 1 : 0;
  if (contrary < rounds) return { firing: before.firing, contrary, changed: undefined };
  return { firing: !before.firing, contrary: 0, changed: before.firing ? 'recovered' : 'firing' };
}
