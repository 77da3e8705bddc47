import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request that changes something or opens a socket comes from Waggle's own page. */
export type IsOwnOrigin = (headers: Pick<IncomingHttpHeaders, 'origin' | 'host'>) => boolean;

/**
 * With a public address only that origin is Waggle's own; without one it is whatever host the request was sent to, so
 * that localhost and an address in the local network both work. A request that names no origin is not from the page.
 */
export function ownOrigin(publicUrl: string | undefined): IsOwnOrigin {
  return ({ origin, host }) => {
    if (origin === undefined) return false;
    if (publicUrl !== undefined) return origin === publicUrl;
    const url = URL.parse(origin);
    return url !== null && /^https?:$/.test(url.protocol) && host !== undefined && url.host === normalHost(host, url);
  };
}

/** The host as URL writes it: lower case and without the port that goes without saying. */
function normalHost(host: string, like: URL): string | undefined {
  return URL.parse(`${like.protocol}//${host}`)?.host;
}
