import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { PlatformError } from '@patchbay/kernel';
import { EgressPolicy } from './egress-policy.js';

export interface EgressGateOptions {
  /** CIDRs that may be reached although they are not public (`PATCHBAY_EGRESS_ALLOW`). */
  readonly allow: readonly string[];
  /** All addresses of a name; default: the system's resolver. */
  readonly lookup?: (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
}

/** The egress rule for clients that open their own sockets: the answer is the very address to connect to, so a second DNS answer gains nothing. */
export class AddressGate {
  private readonly policy: EgressPolicy;
  private readonly lookup: NonNullable<EgressGateOptions['lookup']>;

  constructor({ allow, lookup = (host) => systemLookup(host, { all: true, verbatim: true }) }: EgressGateOptions) {
    this.policy = new EgressPolicy(allow);
    this.lookup = lookup;
  }

  /** Throws `egress_denied` when any address of the host is refused, `provider_unavailable` (nothing sent) when it has none. */
  async resolve({
    host,
    port,
  }: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly address: string; readonly family: 4 | 6 }> {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new PlatformError('egress_denied', 'The port is not valid.');
    const name = host.replace(/^\[(.*)\]$/, '$1');
    const addresses = isIP(name) === 0 ? await this.addressesOf(name) : [{ address: name, family: isIP(name) }];
    const [first] = addresses;
    if (!first) throw new PlatformError('provider_unavailable', 'The host name has no address.', { sent: false });
    // One forbidden address among many refuses the name, as for HTTP.
    if (!addresses.every(({ address }) => this.policy.permits(address)))
      throw new PlatformError('egress_denied', 'The host is not reachable from here by policy.', { sent: false });
    return { address: first.address, family: first.family === 6 ? 6 : 4 };
  }

  private async addressesOf(name: string): Promise<readonly { readonly address: string; readonly family: number }[]> {
    try {
      return await this.lookup(name);
    } catch (cause) {
      throw new PlatformError('provider_unavailable', 'The host name does not resolve.', { sent: false }, { cause });
    }
  }
}
