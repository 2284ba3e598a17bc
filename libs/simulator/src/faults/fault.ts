import { z } from 'zod';

/** A trouble to make. Without a `connector` for all of them; `path` begins the path after the provider's folder. */
export const Fault = z.strictObject({
  connector: z.string().optional(),
  method: z.string().toUpperCase().optional(),
  path: z.string().startsWith('/').optional(),
  /** Refuses with this status in the provider's own words. */
  status: z.int().min(400).max(599).optional(),
  /** Waits before it answers. */
  delayMs: z.int().min(0).max(120_000).optional(),
  /** Closes the socket: before the work is done, or after it, when the caller cannot know. */
  reset: z.enum(['before', 'after']).optional(),
  /** Answers with a text that is no JSON. */
  malformed: z.boolean().optional(),
  /** So many requests; absent: until it is taken away. */
  times: z.int().positive().optional(),
  /** Only each n-th request that fits. */
  every: z.int().positive().optional(),
});
export type Fault = z.output<typeof Fault>;

interface Standing {
  readonly fault: Fault;
  seen: number;
  left: number;
}

/** The troubles that wait for their requests. */
export class Faults {
  private standing: Standing[] = [];

  add(fault: Fault): void {
    this.standing.push({ fault, seen: 0, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.standing = [];
  }

  all(): Fault[] {
    return this.standing.map(({ fault }) => fault);
  }

  /** The first trouble for a request; it is used up by being taken. */
  take(connector: string, method: string, path: string): Fault | undefined {
    for (const one of this.standing) {
      const { fault } = one;
      const fits =
        (fault.connector ?? connector) === connector && (fault.method ?? method) === method && path.startsWith(fault.path ?? '/');
      if (!fits) continue;
      one.seen += 1;
      if (one.seen % (fault.every ?? 1) !== 0) continue;
      one.left -= 1;
      if (one.left <= 0) this.standing = this.standing.filter((other) => other !== one);
      return fault;
    }
    return undefined;
  }
}

/**
 * A fault as a line: `hubspot status=503 every=10`, `path=/v1/charges delay=2000`, `slack reset=after times=1`, `malformed`. The first word without a sign is
 * the connector. Throws a sentence for what it cannot read.
 */
export function faultOf(line: string): Fault {
  const fields: Record<string, unknown> = {};
  for (const word of line.split(/[\s;]+/).filter(Boolean)) {
    const [, name = '', value] = /^([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'delay') fields['delayMs'] = Number(value);
    else if (['status', 'times', 'every', 'delayMs'].includes(name)) fields[name] = Number(value);
    else if (name === 'reset') fields['reset'] = value ?? 'before';
    else if (name === 'malformed') fields['malformed'] = true;
    else if (value !== undefined) fields[name] = value;
    else fields['connector'] = word;
  }
  const parsed = Fault.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new Error(`"${line}" is no fault: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
}
