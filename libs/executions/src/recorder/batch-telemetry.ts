import { context, metrics, ROOT_CONTEXT, trace, type Histogram, type Span } from '@opentelemetry/api';
import { inSpan } from '@patchbay/platform';

/** Rows of others that a batch's span names; the rest shows in its count. */
const MAX_LINKS = 32;

/**
 * Runs a batch in a span of the first traced call that waits for it, linked to the others. Without one it runs in no trace at all: a lane outlives the
 * call that opened it, and later batches must not hang below that one.
 */
export function inBatchSpan<T>(
  { name, spans }: { name: string; spans: readonly (Span | undefined)[] },
  work: () => Promise<T>,
): Promise<T> {
  const open = spans.filter((span) => span !== undefined);
  const [first, ...others] = open;
  if (!first) return trace.getActiveSpan() ? context.with(ROOT_CONTEXT, work) : work();
  const parent = trace.setSpan(ROOT_CONTEXT, first);
  const span = trace.getTracer('patchbay.recorder').startSpan(
    `write ${name}`,
    {
      attributes: { 'db.operation.batch.size': spans.length },
      links: others.slice(0, MAX_LINKS).map((other) => ({ context: other.spanContext() })),
    },
    parent,
  );
  return inSpan(span, work, parent);
}

/** How large batches are and how long rows wait for their commit. */
export class BatchMeter {
  private readonly size: Histogram;
  private readonly lag: Histogram;

  constructor() {
    const meter = metrics.getMeter('patchbay.recorder');
    this.size = meter.createHistogram('patchbay.recorder.batch.size', {
      description: 'Rows committed together',
      unit: '{row}',
      advice: { explicitBucketBoundaries: [1, 2, 4, 8, 16, 32, 64, 128, 256] },
    });
    this.lag = meter.createHistogram('patchbay.recorder.lag', {
      description: 'Time from a row being handed in until its commit, of the oldest row of each batch',
      unit: 's',
      advice: { explicitBucketBoundaries: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
    });
  }

  committed(name: string, batch: readonly { readonly addedAtMs: number }[]): void {
    const attributes = { 'patchbay.recorder.kind': name };
    this.size.record(batch.length, attributes);
    this.lag.record((performance.now() - (batch[0]?.addedAtMs ?? performance.now())) / 1_000, attributes);
  }
}
