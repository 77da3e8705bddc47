import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import ipaddr from 'ipaddr.js';
import { NotFetched } from './fetchPublic.ts';
import { isPublicAddress, type MayReach, mayBePublicHost, publicLookup, type Resolve } from './publicAddress.ts';

export type GuardedFetch = (address: string | URL, init?: RequestInit) => Promise<Response>;

type Settings = {
  /** Our own network may be reached too, and without https: an admin of the server has said so. */
  allowPrivate: boolean;
  resolve?: Resolve | undefined;
  /** Of one answer; more ends it with an error. */
  mostBytes?: number;
};

const MOST_BYTES = 32 * 1024 * 1024;
const HEAD_BYTES = 32 * 1024;
const AGENT = 'Waggle/1.0';

/**
 * A fetch for libraries that speak to servers people have named: only to public addresses, as resolved, by https, and
 * never further: an answer that leads elsewhere is handed back as it is, and whoever follows it asks here again. Throws
 * NotFetched or what the line throws.
 */
export function createGuardedFetch({ allowPrivate, resolve, mostBytes = MOST_BYTES }: Settings): GuardedFetch {
  const mayReach = allowPrivate ? isNotLinkLocal : isPublicAddress;
  return async (address, init = {}) => {
    const url = requireAllowed(URL.parse(String(address)), { allowPrivate, mayReach });
    const body = bodyOf(init.body);
    const { signal } = init;
    signal?.throwIfAborted();
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const response = await new Promise<IncomingMessage>((answered, reject) => {
      const asked = request(url, {
        method: init.method ?? 'GET',
        ...(signal && { signal }),
        agent: false,
        lookup: publicLookup(mayReach, resolve),
        maxHeaderSize: HEAD_BYTES,
        headers: headersOf(init.headers, body),
      });
      asked.once('response', answered);
      asked.on('error', reject);
      asked.end(body);
    });
    return responseOf(response, mostBytes);
  };
}

/** This network's own machines may be meant; what a cloud tells its machines never is. */
const isNotLinkLocal: MayReach = (address) => {
  if (!ipaddr.isValid(address)) return false;
  return !['linkLocal', 'multicast', 'broadcast', 'unspecified'].includes(ipaddr.process(address).range());
};

function requireAllowed(
  url: URL | null,
  { allowPrivate, mayReach }: { allowPrivate: boolean; mayReach: MayReach },
): URL {
  if (url === null || !/^https?:$/.test(url.protocol)) throw new NotFetched('refused', 'no web address');
  if (url.username !== '' || url.password !== '') throw new NotFetched('refused', 'an address with a password');
  if (!allowPrivate && url.protocol !== 'https:') throw new NotFetched('refused', 'no https');
  // Names are looked at when they are resolved.
  const isName = !/^[\d.]+$|^\[/.test(url.hostname);
  if (!(allowPrivate && isName) && !mayBePublicHost(url.hostname, mayReach)) {
    throw new NotFetched('refused', 'an address of our own network');
  }
  return url;
}

function bodyOf(body: RequestInit['body']): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('A body of this kind is not sent.');
}

function headersOf(given: RequestInit['headers'], body: string | undefined): Record<string, string> {
  const headers = Object.fromEntries(new Headers(given));
  return {
    'user-agent': AGENT,
    ...headers,
    // What is packed could unpack to anything.
    'accept-encoding': 'identity',
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  };
}

function responseOf(response: IncomingMessage, mostBytes: number): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const { statusCode: status = 500 } = response;
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    response.destroy();
    throw new NotFetched('packed', 'it is packed');
  }
  if ([101, 204, 205, 304].includes(status) || status < 200 || status > 599) {
    response.resume();
    return new Response(null, { status: status < 200 || status > 599 ? 502 : status, headers });
  }
  let bytes = 0;
  response.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > mostBytes) response.destroy(new NotFetched('too-large', 'it is too large'));
  });
  return new Response(Readable.toWeb(response) as ReadableStream<Uint8Array>, { status, headers });
}
