import { isIPv6 } from 'node:net';
import { ipv6Groups, plainAddress } from '../http/address.ts';

/**
 * What attempts from an address are counted under: an IPv4 address by itself, IPv6 by its /64, which is the least that
 * anybody is given, so that walking through one's own addresses does not help.
 */
export function limitKey(address: string): string {
  const plain = plainAddress(address);
  if (plain === undefined) return 'unknown';
  if (!isIPv6(plain)) return plain;
  const network = ipv6Groups(plain).slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}
