import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { isPublicAddress, type MayReach, mayBePublicHost, publicLookup, type Resolve } from './publicAddress.ts';

/** How far fetching may reach; tests let it reach a server of their own, and answer for names. */
export type Reach = { mayReach?: MayReach; anyPort?: boolean; resolve?: Resolve };

export type Fetched = {
  /** Where it was found after all redirects. */
  url: URL;
  contentType: string;
  body: Buffer;
};

/** Why nothing was fetched; for logs, and `why` for what follows from it. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
  readonly why: 'refused' | 'status' | 'type' | 'too-large' | 'packed' | 'redirects';
  constructor(why: NotFetched['why'], message: string) {
    super(message);
    this.why = why;
  }
}

export type Asking = {
  accept: string;
  /** Who we say we are. */
  agent: string;
  /** Packed answers are asked for, and unpacked as far as they may be read. */
  unpack: boolean;
  /** Sent along, such as what copy we have; only what no other site may misuse, for redirects take it with them. */
  headers?: Readonly<Record<string, string>> | undefined;
  reach?: Reach | undefined;
  signal: AbortSignal;
};

export type Reading = {
  mostBytes: number;
  /** What is longer is cut there, or else not taken at all. */
  cut: boolean;
};

export type Fetching = Omit<Asking, 'agent' | 'unpack'> &
  Reading & { isWanted: (contentType: string) => boolean; timeoutMs: number };

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
    const { url: asked, response } = await openPublic(url, { ...fetching, agent: AGENT, unpack: false, signal });
    try {
      const moved = movedTo(response, asked);
      if (moved !== undefined) {
        url = URL.parse(moved);
        continue;
      }
      const { statusCode = 0, headers } = response;
      if (statusCode !== 200) throw new NotFetched('status', `answered with ${statusCode}`);
      const contentType = headers['content-type'] ?? '';
      if (!fetching.isWanted(contentType)) throw new NotFetched('type', 'it is of another type');
      if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new NotFetched('packed', 'it is packed');
      return { url: asked, contentType, body: (await readBody(response, fetching)).bytes };
    } finally {
      response.destroy();
    }
  }
  throw new NotFetched('redirects', 'too many redirects');
}

/**
 * Asks one address of the public internet, without following it elsewhere; whoever asks destroys the response. Names are
 * resolved once, by what also decides, and connected to as they were resolved. Throws as fetchPublic does.
 */
export async function openPublic(
  address: URL | null,
  { accept, agent, unpack, headers, reach = {}, signal }: Asking,
): Promise<{ url: URL; response: IncomingMessage }> {
  const url = requireAllowed(address, reach);
  signal.throwIfAborted();
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(url, {
      signal,
      agent: false,
      lookup: publicLookup(reach.mayReach, reach.resolve),
      maxHeaderSize: HEAD_BYTES,
      headers: {
        'user-agent': agent,
        accept,
        'accept-encoding': unpack ? 'gzip, br' : 'identity',
        'accept-language': 'en, *;q=0.5',
        ...headers,
      },
    });
    asked.once('response', resolve);
    // A line that breaks later is heard by whoever reads the body.
    asked.on('error', reject);
    asked.end();
  });
  return { url, response };
}

function requireAllowed(url: URL | null, { mayReach = isPublicAddress, anyPort = false }: Reach): URL {
  if (url === null || !/^https?:$/.test(url.protocol)) throw new NotFetched('refused', 'no web address');
  if (url.username !== '' || url.password !== '') throw new NotFetched('refused', 'an address with a password');
  if (!anyPort && !PORTS.has(url.port)) throw new NotFetched('refused', 'another port');
  if (!mayBePublicHost(url.hostname, mayReach)) throw new NotFetched('refused', 'an address of our own network');
  return url;
}

/** Where a response sends us; undefined if nowhere. What is no address leads nowhere when it is asked. */
export function movedTo({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): string | undefined {
  if (statusCode < 300 || statusCode >= 400 || location === undefined) return undefined;
  return URL.parse(location, from.href)?.href ?? '';
}

/** The body of a response, unpacked, up to so many bytes; `cut` says that there was more. Throws as fetchPublic does. */
export async function readBody(
  response: IncomingMessage,
  { mostBytes, cut }: Reading,
): Promise<{ bytes: Buffer; cut: boolean }> {
  const tooLarge = () => new NotFetched('too-large', 'it is too large');
  if (!cut && Number(response.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of unpacked(response, mostBytes)) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes <= mostBytes) continue;
    if (!cut) throw tooLarge();
    break;
  }
  return { bytes: Buffer.concat(pieces).subarray(0, mostBytes), cut: bytes > mostBytes };
}

function unpacked(response: IncomingMessage, mostBytes: number): AsyncIterable<Buffer> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return response;
  const unpacking = /^(x-)?gzip$/.test(encoding)
    ? createGunzip()
    : encoding === 'br'
      ? createBrotliDecompress()
      : undefined;
  if (unpacking === undefined) throw new NotFetched('packed', 'it is packed in another way');
  let taken = 0;
  // What unpacks to nothing may go on for ever, too.
  response.on('data', (piece: Buffer) => {
    taken += piece.length;
    if (taken > 2 * mostBytes) response.destroy(new NotFetched('too-large', 'it is too large'));
  });
  // Errors are heard by whoever reads on.
  return pipeline(response, unpacking, () => {});
}
