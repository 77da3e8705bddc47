/** Why nothing came of asking for an address. `stopped`: by whoever asked. */
export type WebFailure =
  | { why: 'refused' | 'unreachable' | 'timeout' | 'too-large' | 'redirects' | 'stopped' }
  | { why: 'status'; status: number }
  | { why: 'not-text'; contentType: string };

export type WebFailed = { kind: 'failed' } & WebFailure;

export type WebFetched = {
  kind: 'fetched';
  contentType: string;
  bytes: Uint8Array;
  /** There was more than was taken. */
  cut: boolean;
};

export type WebAsking = {
  accept: string;
  maxBytes: number;
  /** What is longer is cut there, or else not taken at all. */
  cut: boolean;
  timeMs: number;
  signal: AbortSignal;
};

/**
 * The public web, one request at a time. It reaches no address of our own network, however that is written, named or
 * resolved, sends nothing that tells who asks, takes text only, unpacked, and never more or longer than allowed.
 */
export type WebNet = {
  get(address: string, asking: WebAsking): Promise<WebFetched | { kind: 'moved'; to: string } | WebFailed>;
};

/** Who we are to the sites we read, also in their robots.txt. */
export const WEB_AGENT = 'Waggle';

/** Whether something of this content type can be read as text; what says nothing of itself may be. */
export function isTextType(contentType: string): boolean {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return (
    type === '' ||
    type.startsWith('text/') ||
    /^application\/(.+\+)?(json|xml|yaml|x-yaml|javascript|x-javascript|x-ndjson|toml)$/.test(type)
  );
}
