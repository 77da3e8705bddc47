import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isPublicAddress, type MayReach, mayBePublicHost, publicLookup } from '../net/publicAddress.ts';

/** How far fetching may reach; tests let it reach a server of their own. */
export type Reach = { mayReach?: MayReach; anyPort?: boolean };

export type Fetched = {
  /** Where it was found after all redirects. */
  url: URL;
  contentType: string;
  body: Buffer;
};

/** Why nothing was fetched; for logs. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
}

export type Fetching = {
  accept: string;
  isWanted: (contentType: string) => boolean;
  mostBytes: number;
  /** What is longer is cut there, or else not taken at all. */
  cut: boolean;
  timeoutMs: number;
  reach?: Reach | undefined;
  /** Ends it before its time. */
  signal: AbortSignal;
};

const REDIRECTS = 3;
const HEAD_BYTES = 16 * 1024;
const PORTS = new Set(['', '80', '443']);
/** Some pages say something of themselves only to what calls itself a bot; nothing here tells who we are. */
const AGENT = 'Mozilla/5.0 (compatible; WaggleBot/1.0; link preview)';

/**
 * Fetches something from the public internet that a stranger named: from no address of our own network, however it is
 * written, named or redirected to, without cookies, and never more or longer than allowed. Throws NotFetched or what the
 * line throws.
 */
export async function fetchPublic(address: string, fetching: Fetching): Promise<Fetched> {
  const signal = AbortSignal.any([AbortSignal.timeout(fetching.timeoutMs), fetching.signal]);
  let url = URL.parse(address);
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const allowed = requireAllowed(url, fetching.reach);
    const response = await open(allowed, fetching, signal);
    try {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        url = URL.parse(headers.location, allowed.href);
        continue;
      }
      if (statusCode !== 200) throw new NotFetched(`answered with ${statusCode}`);
      const contentType = headers['content-type'] ?? '';
      if (!fetching.isWanted(contentType)) throw new NotFetched('it is of another type');
      const encoding = headers['content-encoding'] ?? 'identity';
      if (encoding !== 'identity') throw new NotFetched('it is packed');
      return { url: allowed, contentType, body: await read(response, fetching) };
    } finally {
      response.destroy();
    }
  }
  throw new NotFetched('too many redirects');
}

function requireAllowed(url: URL | null, { mayReach = isPublicAddress, anyPort = false }: Reach = {}): URL {
  if (url === null || !/^https?:$/.test(url.protocol)) throw new NotFetched('no web address');
  if (url.username !== '' || url.password !== '') throw new NotFetched('an address with a password');
  if (!anyPort && !PORTS.has(url.port)) throw new NotFetched('another port');
  if (!mayBePublicHost(url.hostname, mayReach)) throw new NotFetched('an address of our own network');
  return url;
}

/** Names are resolved once, by what also decides, and connected to as they were resolved. */
function open(url: URL, { accept, reach = {} }: Fetching, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      signal,
      agent: false,
      lookup: publicLookup(reach.mayReach),
      maxHeaderSize: HEAD_BYTES,
      headers: { 'user-agent': AGENT, accept, 'accept-encoding': 'identity', 'accept-language': 'en, *;q=0.5' },
    });
    asked.once('response', resolve);
    // A line that breaks later is heard by whoever reads the body.
    asked.on('error', reject);
    asked.end();
  });
}

async function read(response: IncomingMessage, { mostBytes, cut }: Fetching): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  if (!cut && Number(response.headers['content-length'] ?? 0) > mostBytes) throw new NotFetched('it is too large');
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < mostBytes) continue;
    if (!cut && bytes > mostBytes) throw new NotFetched('it is too large');
    if (cut) break;
  }
  return Buffer.concat(pieces).subarray(0, mostBytes);
}
