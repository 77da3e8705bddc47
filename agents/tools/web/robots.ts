import robotsParser from 'robots-parser';
import { getFollowing, type Kept } from './follow.ts';
import { WEB_AGENT, type WebNet } from './net.ts';

/** Says what keeps us from an address by the will of its site; undefined if nothing does. */
export type Robots = (address: string, signal: AbortSignal) => Promise<Kept | undefined>;

type Rules = 'open' | 'closed' | { text: string; url: string };

/** What RFC 9309, 2.5, wants read at least. */
const MOST_BYTES = 512 * 1024;
const TIME_MS = 10_000;
const MOST_SITES = 200;
const HOUR_MS = 60 * 60_000;
/** Where a site was in trouble. */
const TROUBLE_MS = 5 * 60_000;
/** Comparing takes this much at most, in pattern characters times characters of the address. */
const MOST_WORK = 20_000_000;

/** Reads the robots.txt of sites (RFC 9309), once an hour each; `now` is in milliseconds since 1970. */
export function createRobots(net: WebNet, now: () => number): Robots {
  const sites = new Map<string, { rules: Rules; until: number }>();

  function keep(origin: string, rules: Rules, forMs: number): Rules {
    sites.delete(origin);
    sites.set(origin, { rules, until: now() + forMs });
    for (const oldest of sites.keys()) {
      if (sites.size <= MOST_SITES) break;
      sites.delete(oldest);
    }
    return rules;
  }

  async function rulesOf(origin: string, signal: AbortSignal): Promise<Rules | Kept> {
    const known = sites.get(origin);
    if (known !== undefined && known.until > now()) return known.rules;
    const url = `${origin}/robots.txt`;
    const asking = { accept: 'text/plain, */*;q=0.5', maxBytes: MOST_BYTES, cut: true, timeMs: TIME_MS, signal };
    const answer = await getFollowing(net, url, asking);
    if (answer.kind === 'fetched') {
      return keep(origin, { text: new TextDecoder().decode(answer.bytes), url }, HOUR_MS);
    }
    switch (answer.why) {
      case 'status':
        return answer.status < 500 ? keep(origin, 'open', HOUR_MS) : keep(origin, 'closed', TROUBLE_MS);
      case 'redirects':
      case 'not-text':
      case 'too-large':
        return keep(origin, 'open', HOUR_MS);
      case 'refused':
      case 'unreachable':
      case 'timeout':
      case 'stopped':
        return answer;
    }
  }

  return async (address, signal) => {
    const url = URL.parse(address);
    const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
    if (!isWeb) return { kind: 'failed', why: 'refused' };
    const rules = await rulesOf(url.origin, signal);
    if (rules === 'open') return undefined;
    if (rules === 'closed') return { kind: 'closed' };
    if ('kind' in rules) return rules;
    return allows(rules, url) ? undefined : { kind: 'closed' };
  };
}

function allows({ text, url }: { text: string; url: string }, { href }: URL): boolean {
  // Only patterns with stars take long; a file made of them is there to keep us busy.
  const stars = text.split('\n').reduce((sum, line) => (line.includes('*') ? sum + line.length : sum), 0);
  if (stars * href.length > MOST_WORK) return false;
  return robotsParser(url, text).isAllowed(href, WEB_AGENT) !== false;
}
