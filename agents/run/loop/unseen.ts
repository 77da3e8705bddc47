import { linksIn } from '../../../shared/links.ts';

/**
 * Those of the addresses that stand in none of the texts: a model that was told to by a page could carry what it knows out
 * in an address it makes up, but not in one that others wrote before. The front page of a site that was named counts
 * as named.
 */
export function unseenAddresses(addresses: readonly string[], texts: readonly string[]): string[] {
  if (addresses.length === 0) return [];
  const seen = new Set<string>();
  for (const address of texts.flatMap((text) => linksIn(text.replaceAll('`', ' ')))) {
    const url = addressOf(address);
    if (url === null) continue;
    seen.add(url.href);
    seen.add(`${url.origin}/`);
  }
  return addresses.filter((address) => {
    const url = addressOf(address);
    // What is no address leads nowhere.
    return url !== null && !seen.has(url.href);
  });
}

function addressOf(address: string): URL | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(address.trim()) ? address.trim() : `https://${address.trim()}`);
  if (url !== null) url.hash = '';
  return url;
}
