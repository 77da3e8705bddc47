import { isIP } from 'node:net';

/**
 * True for an address of this machine or of the network it stands in, by its name alone and without asking anybody:
 * what is sent there stays with its owner. Names of one word are those of containers and of the house.
 */
export function isOwnAddress(url: string): boolean {
  const host = URL.parse(url)?.hostname.toLowerCase().replace(/\.$/, '');
  if (host === undefined || host === '') return false;
  if (host.startsWith('[')) return isOwnV6(host.slice(1, -1));
  if (isIP(host) === 4) return isOwnV4(host);
  return !host.includes('.') || /\.(localhost|local|lan|internal|home\.arpa)$/.test(host);
}

function isOwnV4(address: string): boolean {
  const [a = -1, b = -1] = address.split('.').map(Number);
  return (
    a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)
  );
}

/** Loopback, unique local (fc00::/7) and link-local (fe80::/10); mapped v4 addresses as those. */
function isOwnV6(address: string): boolean {
  if (address === '::1' || /^f[cd]/.test(address) || /^fe[89ab]/.test(address)) return true;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return false;
  const [high = 0, low = 0] = mapped.slice(1).map((part) => Number.parseInt(part, 16));
  return isOwnV4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
}
