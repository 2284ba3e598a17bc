import { PlatformError } from '@patchbay/kernel';
import type { Transform } from 'node:stream';
import { fitToBody, type Decoder } from './content-encoding.js';
import { joined, tooLarge, type BodyListener, type ResponseBody } from './response-body.js';

/** Up to this many coded bytes are decoded in one go, which costs a quarter of a stream… */
const SMALL_CODED_BYTES = 16_384;
/** …as long as that gives no more than this, so that a bomb cannot hold the event loop. */
const SMALL_DECODED_BYTES = 1_048_576;

/**
 * A body with content codings (gzip, br, deflate, zstd). The cap counts decoded bytes while they come out of the decoder, so a bomb is dropped at the cap,
 * not after the last byte.
 */
export class EncodedBody implements ResponseBody {
  private coded: Buffer[] = [];
  private codedBytes = 0;
  private chain: readonly Transform[] | undefined;
  private readonly decoded: Buffer[] = [];
  private decodedBytes = 0;

  constructor(
    private readonly decoders: readonly Decoder[],
    private readonly maxBytes: number,
    private readonly listener: BodyListener,
  ) {}

  add(chunk: Buffer): void {
    if (this.chain) return this.write(this.chain, chunk);
    this.coded.push(chunk);
    this.codedBytes += chunk.byteLength;
    if (this.codedBytes > SMALL_CODED_BYTES) this.write(this.open(), this.takeCoded());
  }

  end(): void {
    if (this.chain) return void this.chain[0]?.end();
    const coded = this.takeCoded();
    // Answers to HEAD and empty answers name a coding without having one.
    if (coded.byteLength === 0) return this.listener.onBody(coded);
    const body = this.decodeAtOnce(coded);
    if (body) return this.listener.onBody(body);
    const chain = this.open(coded);
    this.write(chain, coded);
    chain[0]?.end();
  }

  abandon(): void {
    this.coded = [];
    for (const stage of this.chain ?? []) stage.destroy();
  }

  /** Undefined when a stream has to find out: the result is large, or the bytes are wrong. */
  private decodeAtOnce(coded: Uint8Array): Uint8Array | undefined {
    try {
      const maxOutputLength = Math.min(SMALL_DECODED_BYTES, Math.max(1, this.maxBytes));
      return fitToBody(this.decoders, coded[0]).reduce((bytes, decoder) => decoder.sync(bytes, { maxOutputLength }), coded);
    } catch {
      return undefined;
    }
  }

  private open(first: Uint8Array | undefined = this.coded[0]): readonly Transform[] {
    const chain = fitToBody(this.decoders, first?.[0]).map((decoder) => decoder.stream());
    for (const [index, stage] of chain.entries()) {
      stage.on('error', (cause) =>
        this.fail(
          new PlatformError('provider_drift', 'The answer is not coded the way its content-encoding says.', { sent: true }, { cause }),
        ),
      );
      const next = chain[index + 1];
      if (next) stage.pipe(next);
    }
    chain[0]?.on('drain', () => this.listener.onBodyDrained());
    chain
      .at(-1)
      ?.on('data', (bytes: Buffer) => this.take(bytes))
      .on('end', () => this.listener.onBody(joined(this.decoded, this.decodedBytes)));
    this.chain = chain;
    return chain;
  }

  private write([entry]: readonly Transform[], bytes: Uint8Array): void {
    if (entry && !entry.destroyed && !entry.write(bytes)) this.listener.onBodyFull();
  }

  private take(bytes: Buffer): void {
    this.decodedBytes += bytes.byteLength;
    if (this.decodedBytes > this.maxBytes) return this.fail(tooLarge(this.maxBytes));
    this.decoded.push(bytes);
  }

  private fail(error: PlatformError): void {
    this.abandon();
    this.listener.onBodyFailure(error);
  }

  private takeCoded(): Uint8Array {
    const bytes = joined(this.coded, this.codedBytes);
    this.coded = [];
    return bytes;
  }
}
