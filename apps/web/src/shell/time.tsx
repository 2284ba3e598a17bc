import { Text, Tooltip, type TextProps } from '@mantine/core';
import { useEffect, useState } from 'react';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** "3 min. ago", "in 2 days". */
export function ago(time: string | number, now = Date.now()): string {
  const seconds = (new Date(time).getTime() - now) / 1_000;
  const [unit, size] = UNITS.find(([, of]) => Math.abs(seconds) >= of) ?? ['second', 1];
  return Math.abs(seconds) < 45 && seconds <= 0 ? 'just now' : words.format(Math.round(seconds / size), unit);
}

/** Milliseconds for people: `0.4 ms`, `36 ms`, `1.3 s`, `2 min 5 s`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '—';
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** A time in relation to now, kept fresh. */
export function useAgo(at: string): string {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return ago(at);
}

/** A time in relation to now, kept fresh; the exact one in its tip. */
export function When({ at, ...text }: { at: string } & TextProps) {
  const since = useAgo(at);
  return (
    <Tooltip label={new Date(at).toLocaleString()} withArrow openDelay={300}>
      <Text span size="sm" {...text}>
        <time dateTime={at}>{since}</time>
      </Text>
    </Tooltip>
  );
}
