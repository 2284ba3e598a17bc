import { PlatformError } from '@patchbay/kernel';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** Azure's host agent and metadata address: counted as public by every registry, reachable from every machine there. */
const HIDDEN_IN_PUBLIC: ReadonlySet<string> = new Set(['168.63.129.16']);
/** RFC 4291 §2.4: global unicast. What is outside, such as the IPv4-compatible ::127.0.0.1, is routed nowhere or to ourselves. */
const GLOBAL_V6: Range = ipaddr.parseCIDR('2000::/3');

/**
 * Which addresses may be called. Everything that is not globally routable unicast is refused: loopback, private, link-local, metadata, carrier NAT,
 * translation and tunnel prefixes (they carry an IPv4 address inside). An operator's CIDR lifts the refusal for its addresses.
 */
export class EgressPolicy {
  private readonly allowed: readonly Range[];

  /** In: CIDRs or single addresses. Throws `config_invalid` naming the one that is neither. */
  constructor(allow: readonly string[]) {
    this.allowed = allow.map(toRange);
  }

  /** In: an address in any usual notation. Anything that is not an address is refused. */
  permits(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    if (this.allowed.some((range) => contains(range, address))) return true;
    if (address.range() !== 'unicast' || HIDDEN_IN_PUBLIC.has(address.toString())) return false;
    return address.kind() === 'ipv4' || contains(GLOBAL_V6, address);
  }
}

function contains([network, bits]: Range, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function toRange(text: string): Range {
  try {
    const [network, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : wholeAddress(ipaddr.parse(text));
    // Addresses are compared after unmapping, so a mapped range has to be unmapped as well.
    if (network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96) return [network.toIPv4Address(), bits - 96];
    return [network, bits];
  } catch (cause) {
    throw new PlatformError('config_invalid', `PATCHBAY_EGRESS_ALLOW: "${text}" is not a CIDR such as 10.0.0.0/8.`, {}, { cause });
  }
}

function wholeAddress(address: Address): Range {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
