import { PlatformError } from '@patchbay/kernel';

/** Told by a body while it grows. */
export interface BodyListener {
  /** Decoded and complete. */
  readonly onBody: (body: Uint8Array) => void;
  readonly onBodyFailure: (error: PlatformError) => void;
  /** The decoder is behind: no more bytes, please. */
  readonly onBodyFull: () => void;
  readonly onBodyDrained: () => void;
}

/** Takes the bytes of one answer and tells its listener the outcome, once. */
export interface ResponseBody {
  add(chunk: Buffer): void;
  end(): void;
  /** Nobody wants it any more. */
  abandon(): void;
}

/** The error of an answer beyond the cap. */
export function tooLarge(maxBytes: number): PlatformError {
  return new PlatformError(
    'response_too_large',
    `The answer is larger than ${maxBytes} bytes. Ask for less, for example by a filter or a smaller page.`,
    { sent: true },
  );
}

/** A body without content coding. */
export class PlainBody implements ResponseBody {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly listener: BodyListener,
  ) {}

  add(chunk: Buffer): void {
    this.bytes += chunk.byteLength;
    if (this.bytes > this.maxBytes) return this.listener.onBodyFailure(tooLarge(this.maxBytes));
    this.chunks.push(chunk);
  }

  end(): void {
    this.listener.onBody(joined(this.chunks, this.bytes));
  }

  abandon(): void {
    this.chunks.length = 0;
  }
}

/** One buffer of many; a single one is not copied. */
export function joined(chunks: readonly Buffer[], bytes: number): Uint8Array {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes);
}
