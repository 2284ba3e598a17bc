import { PlatformError, type OutboundRequest, type OutboundResponse } from '@patchbay/kernel';
import type { Dispatcher } from 'undici';
import { decodersFor } from './content-encoding.js';
import { EncodedBody } from './encoded-body.js';
import type { OriginPool, Waiter } from './origin-pool.js';
import { headersToSend, headersReceived } from './request-headers.js';
import { PlainBody, tooLarge, type BodyListener, type ResponseBody } from './response-body.js';
import { transportFailure } from './transport-failure.js';

/** One request to one origin, without redirects. */
export interface Hop {
  readonly request: OutboundRequest;
  readonly pool: OriginPool;
  /** Path and query. */
  readonly path: string;
  readonly timeoutMs: number;
  /** An earlier hop of the same call went out. */
  readonly sentBefore: boolean;
}

type Settle<T> = (value: T) => void;

/**
 * The life of one hop: waits for a socket, is written, answered, decoded. It is undici's handler, the abort listener and the timer's argument in one object,
 * because this is the hot path of every call. `sent` turns true at the moment before the first byte is written.
 */
export class Exchange implements Waiter, Dispatcher.DispatchHandler, BodyListener {
  private controller: Dispatcher.DispatchController | undefined;
  private timer: NodeJS.Timeout | undefined;
  private body: ResponseBody | undefined;
  private status = 0;
  private headers: Readonly<Record<string, string>> = {};
  private sent: boolean;
  private begun = false;
  private released = false;
  private settled = false;

  constructor(
    private readonly hop: Hop,
    private readonly resolve: Settle<OutboundResponse>,
    private readonly reject: Settle<PlatformError>,
  ) {
    this.sent = hop.sentBefore;
  }

  start(): void {
    const { request, timeoutMs, pool } = this.hop;
    if (request.signal?.aborted) return this.handleEvent();
    this.timer = setTimeout(onTimeout, timeoutMs, this);
    request.signal?.addEventListener('abort', this, { once: true });
    try {
      pool.enter(this);
    } catch (error) {
      this.fail(error instanceof PlatformError ? error : transportFailure(error, this.facts()));
    }
  }

  // Waiter

  begin(): void {
    this.begun = true;
    const { request, path, pool } = this.hop;
    const headers = headersToSend(request.headers);
    if (headers === undefined) return this.onResponseError(undefined, { code: 'UND_ERR_INVALID_ARG' });
    pool.dispatch({ path, method: request.method, headers, body: request.body ?? null }, this);
  }

  refuse(error: PlatformError): void {
    this.fail(error);
  }

  // Dispatcher.DispatchHandler

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) return controller.abort(new Error('Nobody waits for this request any more'));
    this.controller = controller;
    this.sent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const { method, maxResponseBytes } = this.hop.request;
    this.status = status;
    this.headers = headersReceived(headers);
    if (
      method !== 'HEAD' &&
      status !== 304 &&
      Number(this.headers['content-length']) > maxResponseBytes &&
      this.headers['content-encoding'] === undefined
    ) {
      return this.onBodyFailure(tooLarge(maxResponseBytes));
    }
    const decoders = decodersFor(this.headers['content-encoding']);
    this.body = decoders.length === 0 ? new PlainBody(maxResponseBytes, this) : new EncodedBody(decoders, maxResponseBytes, this);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.settled) this.body?.add(chunk);
  }

  onResponseEnd(): void {
    this.release();
    if (!this.settled) this.body?.end();
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.release();
    if (!this.settled) this.fail(transportFailure(error, this.facts()));
  }

  // BodyListener

  onBody(body: Uint8Array): void {
    if (this.settled) return;
    this.finish();
    this.resolve({ status: this.status, headers: this.headers, body, url: this.hop.pool.origin + this.hop.path });
  }

  onBodyFailure(error: PlatformError): void {
    this.fail(error.with({ host: this.hop.pool.hostname }));
  }

  onBodyFull(): void {
    if (!this.released) this.controller?.pause();
  }

  onBodyDrained(): void {
    if (!this.released) this.controller?.resume();
  }

  /** The caller's signal was aborted. */
  handleEvent(): void {
    this.fail(new PlatformError('cancelled', 'The request was cancelled.', this.facts()));
  }

  onTimeout(): void {
    this.fail(
      new PlatformError(
        'provider_timeout',
        `${this.hop.pool.hostname} did not answer completely within ${this.hop.request.timeoutMs} ms.`,
        this.facts(),
      ),
    );
  }

  private fail(error: PlatformError): void {
    if (this.settled) return;
    this.finish();
    this.body?.abandon();
    this.reject(error);
    // A request that waits for its connection cannot be taken back; it is aborted the moment it would be written.
    if (!this.begun) this.hop.pool.withdraw(this);
    else if (!this.released) this.controller?.abort(error);
  }

  private finish(): void {
    this.settled = true;
    clearTimeout(this.timer);
    this.hop.request.signal?.removeEventListener('abort', this);
    if (this.begun) this.hop.pool.settled();
  }

  private release(): void {
    if (this.released) return;
    this.released = true;
    this.hop.pool.release();
  }

  private facts(): { host: string; sent: boolean } {
    return { host: this.hop.pool.hostname, sent: this.sent };
  }
}

function onTimeout(exchange: Exchange): void {
  exchange.onTimeout();
}
