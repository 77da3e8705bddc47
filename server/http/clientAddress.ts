import { BlockList, isIPv4 } from 'node:net';
import { plainAddress } from './address.ts';

/** The addresses whose forwarding headers are believed; each is an address or a network like 10.0.0.0/8. */
export function trustedProxies(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

export function isTrusted(trusted: BlockList, address: string): boolean {
  return trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/**
 * Who really asks: the nearest address on the way here that is no trusted proxy. `forwardedFor` is read from its end,
 * for only that was written by somebody trusted; what stands behind something unreadable is not believed.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  let address = plainAddress(remote ?? '') ?? '0.0.0.0';
  const hops = (forwardedFor ?? '').split(',').reverse();
  for (const hop of hops) {
    if (!isTrusted(trusted, address)) break;
    const next = plainAddress(hop);
    if (next === undefined) break;
    address = next;
  }
  return address;
}
