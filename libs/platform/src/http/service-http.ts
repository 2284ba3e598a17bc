import { PlatformError } from '@patchbay/kernel';
import { createOutboundHttp, type ClosableOutboundHttp } from './outbound-http.js';

export interface ServiceHttpOptions {
  /** Base address of the service, as the operator wrote it in the environment. */
  readonly address: string;
  readonly maxSockets?: number;
  /** Requests that may wait for a socket; more are refused at once. */
  readonly maxWaiting?: number;
}

/**
 * The client for one service of the operator's own (Vault, Nango). It may stand in a private network, which no workspace may reach: so this client goes to its
 * origin alone, follows no redirect, and has sockets of its own, so that a service that hangs takes nobody else's.
 */
export function createServiceHttp({ address, maxSockets = 16, maxWaiting = 256 }: ServiceHttpOptions): ClosableOutboundHttp {
  const { origin } = new URL(address);
  const http = createOutboundHttp({
    allow: ['0.0.0.0/0', '::/0'],
    connectTimeoutMs: 3_000,
    maxSocketsPerOrigin: maxSockets,
    maxWaitingPerOrigin: maxWaiting,
  });
  return {
    send: (request) => {
      if (new URL(request.url).origin !== origin)
        return Promise.reject(new PlatformError('egress_denied', 'This client reaches one service only.', { sent: false }));
      return http.send({ ...request, maxRedirects: 0 });
    },
    close: () => http.close(),
  };
}
