import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { PlatformError, type OutboundHttp, type OutboundRequest, type OutboundResponse } from '@patchbay/kernel';
import { buildEgressConnector } from './egress-connector.js';
import { EgressPolicy } from './egress-policy.js';
import { Exchange } from './exchange.js';
import type { InsideHost } from './inside-host.js';
import { OriginPool, type OriginPoolOptions } from './origin-pool.js';
import { isRedirect, redirectedRequest } from './redirect.js';
import { parseTarget, splitPlainUrl, type RequestTarget } from './request-target.js';

export interface OutboundHttpOptions {
  /** CIDRs that may be called although they are not public (`PATCHBAY_EGRESS_ALLOW`). */
  readonly allow: readonly string[];
  /** DNS and TCP and TLS together. Default 10 s. */
  readonly connectTimeoutMs?: number;
  /** From the last byte sent to the end of the answer's headers. Default 60 s; a request's own `timeoutMs` ends it earlier. */
  readonly headersTimeoutMs?: number;
  /** How long an idle socket is kept when the server gives no hint. Default 4 s, below the 5 s of most servers. */
  readonly keepAliveMs?: number;
  readonly maxHeaderBytes?: number;
  readonly maxSocketsPerOrigin?: number;
  /** Requests that may wait for a socket of an origin. */
  readonly maxWaitingPerOrigin?: number;
  /** Certificate authorities to trust instead of the system's, PEM. */
  readonly ca?: string;
  readonly lookup?: LookupFunction;
  /** Hosts served by this process, such as the provider simulator; the client closes them with itself. */
  readonly inside?: readonly InsideHost[];
}

/** The client and what ends it: waiting requests are refused, running ones finish, sockets close. */
export type ClosableOutboundHttp = OutboundHttp & { close(): Promise<void> };

/** Builds the one client a process uses for everything users can point at an address. Throws `config_invalid` for a wrong CIDR. */
export function createOutboundHttp(options: OutboundHttpOptions): ClosableOutboundHttp {
  return new UndiciOutboundHttp(options);
}

class UndiciOutboundHttp implements ClosableOutboundHttp {
  private readonly policy: EgressPolicy;
  private readonly poolOptions: OriginPoolOptions;
  /** By origin; a pool leaves when its last socket closes. */
  private readonly pools = new Map<string, OriginPool>();
  private readonly inside: readonly InsideHost[];
  private closing = false;

  constructor(options: OutboundHttpOptions) {
    this.inside = options.inside ?? [];
    this.policy = new EgressPolicy(options.allow);
    this.poolOptions = {
      connect: buildEgressConnector({
        policy: this.policy,
        lookup: options.lookup ?? (systemLookup as LookupFunction),
        connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
        inside: this.inside,
        ...(options.ca === undefined ? {} : { ca: options.ca }),
      }),
      maxSockets: options.maxSocketsPerOrigin ?? 128,
      maxWaiting: options.maxWaitingPerOrigin ?? 1_024,
      headersTimeoutMs: options.headersTimeoutMs ?? 60_000,
      keepAliveMs: options.keepAliveMs ?? 4_000,
      maxHeaderBytes: options.maxHeaderBytes ?? 32_768,
    };
  }

  send(request: OutboundRequest): Promise<OutboundResponse> {
    if (request.maxRedirects !== undefined && request.maxRedirects > 0) return this.sendFollowing(request, request.maxRedirects);
    return this.sendOnce(request, request.timeoutMs, false);
  }

  async close(): Promise<void> {
    this.closing = true;
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.close()));
    await Promise.all(this.inside.map((host) => host.close()));
  }

  private sendOnce(request: OutboundRequest, timeoutMs: number, sentBefore: boolean): Promise<OutboundResponse> {
    return new Promise((resolve, reject) => {
      const { pool, path } = this.route(request.url);
      new Exchange({ request, pool, path, timeoutMs, sentBefore }, resolve, reject).start();
    });
  }

  private async sendFollowing(first: OutboundRequest, maxRedirects: number): Promise<OutboundResponse> {
    const endsAt = performance.now() + first.timeoutMs;
    let response = await this.sendOnce(first, first.timeoutMs, false);
    let request = first;
    for (let hops = 0; isRedirect(response); hops++) {
      if (hops === maxRedirects) {
        throw new PlatformError('provider_unavailable', `The provider redirected more than ${maxRedirects} times.`, {
          host: new URL(response.url).hostname,
          sent: true,
        });
      }
      request = redirectedRequest(request, response);
      response = await this.sendOnce(request, Math.max(1, endsAt - performance.now()), true).catch(asSent);
    }
    return response;
  }

  private route(url: string): { pool: OriginPool; path: string } {
    if (this.closing) throw new PlatformError('shutting_down', 'The server is stopping.', { sent: false });
    const plain = splitPlainUrl(url);
    const known = plain && this.pools.get(plain.origin);
    if (plain && known) return { pool: known, path: plain.path };
    const target = parseTarget(url, this.policy);
    return { pool: this.pools.get(target.origin) ?? this.openPool(target), path: target.path };
  }

  private openPool({ origin, hostname }: RequestTarget): OriginPool {
    const pool = new OriginPool(origin, hostname, this.poolOptions, (idle) => {
      if (this.pools.get(origin) !== idle) return;
      this.pools.delete(origin);
      void idle.close();
    });
    this.pools.set(origin, pool);
    return pool;
  }
}

/** An earlier hop went out, whatever happened to this one. */
function asSent(error: unknown): never {
  throw error instanceof PlatformError ? error.with({ sent: true }) : error;
}
