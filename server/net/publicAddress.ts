import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Decides whether we may open a connection to this address (an IP address, not a name). */
export type MayReach = (address: string) => boolean;

/** What finds the addresses of a name; the system's own, except in tests. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Names that stand for this machine or its own network whatever they resolve to. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|arpa|test|invalid|onion)\.?$/i;

/** Whether an IP address is one of the public internet: not of this machine, its network, or a range with a meaning. */
export const isPublicAddress: MayReach = (address) => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return true;
  // Addresses that carry an IPv4 address would lead to it; of all others only 2000::/3 is given out.
  return /^[23][0-9a-f]{3}:/.test(parsed.toString()) && !/^(2002|2001:0?):/.test(parsed.toString());
};

/** Whether the host of a URL may stand for something public; what a name resolves to is looked at when it is used. */
export function mayBePublicHost(host: string, mayReach: MayReach = isPublicAddress): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return mayReach(bare);
  return bare.includes('.') && !LOCAL_NAME.test(bare);
}

/**
 * Resolves names for connections to the outside: fails where any address of a name is not public, so that no name leads
 * into our own network, and connects to just the address that was looked at.
 */
export function publicLookup(mayReach: MayReach = isPublicAddress, resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error === null ? found : [];
      if (error !== null) {
        callback(error, [] as LookupAddress[]);
        return;
      }
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => mayReach(address))) {
        const refused: NodeJS.ErrnoException = new Error(`${hostname} does not lead to a public address`);
        refused.code = 'ENOTFOUND';
        callback(refused, [] as LookupAddress[]);
        return;
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
