import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressPolicy } from './egress-policy.js';
import type { InsideHost } from './inside-host.js';

export interface EgressConnectorOptions {
  readonly policy: EgressPolicy;
  readonly lookup: LookupFunction;
  readonly connectTimeoutMs: number;
  /** Certificate authorities to trust instead of the system's, PEM. */
  readonly ca?: string;
  /** Served by this process itself. */
  readonly inside: readonly InsideHost[];
}

/** The address is refused by policy. Raised below undici, told apart by its class. */
export class EgressRefusal extends Error {
  override readonly name = 'EgressRefusal';
  readonly code = 'ERR_EGRESS_DENIED';
}

/**
 * Opens sockets to permitted addresses only. Names are checked when they resolve, and the socket goes to the very address that was checked, so a name
 * that resolves differently a moment later gains nothing. Literals skip DNS (undici calls no lookup for them) and are checked on their own; the
 * connected peer is checked once more.
 */
export function buildEgressConnector({ policy, lookup, connectTimeoutMs, ca, inside }: EgressConnectorOptions): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    maxCachedSessions: 1_000,
    lookup: guardLookup(lookup, policy),
    ...(ca === undefined ? {} : { ca }),
  } as buildConnector.BuildOptions);

  return (options, callback) => {
    const host = options.protocol === 'http:' && options.port === '' ? inside.find(({ name }) => name === options.hostname) : undefined;
    if (host) {
      const dial = (port: number): void => connect({ ...options, hostname: '127.0.0.1', port: String(port) }, callback);
      const fail = (error: Error): void => callback(error, null);
      void host.port().then(dial, fail);
      return;
    }
    if (isIP(options.hostname) !== 0 && !policy.permits(options.hostname)) {
      queueMicrotask(() => callback(new EgressRefusal('The address is not permitted'), null));
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      const peer = socket.remoteAddress;
      if (peer !== undefined && policy.permits(peer)) return callback(null, socket);
      socket.on('error', () => {}).destroy();
      // No peer: it was gone again before we could look.
      callback(
        peer === undefined
          ? Object.assign(new Error('The connection was closed at once'), { code: 'ECONNRESET' })
          : new EgressRefusal('The peer is not permitted'),
        null,
      );
    });
  };
}

/** One forbidden address among many refuses the name: whoever mixes them is not to be trusted with the choice. */
function guardLookup(lookup: LookupFunction, policy: EgressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error) return callback(error, '', 0);
      const addresses: LookupAddress[] = Array.isArray(found) ? found : [{ address: found, family: family ?? isIP(found) }];
      const [first] = addresses;
      if (!first) return callback(Object.assign(new Error('The name has no address'), { code: 'ENOTFOUND' }), '', 0);
      if (!addresses.every(({ address }) => policy.permits(address)))
        return callback(new EgressRefusal('The name resolves to an address that is not permitted'), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
