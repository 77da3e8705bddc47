import type { WebAsking, WebFailed, WebFetched, WebNet } from './net.ts';

/** What keeps us from asking an address. */
export type Kept = WebFailed | { kind: 'closed' };

const REDIRECTS = 5;
const LONGEST = 2000;

/** Asks an address and those it leads to, each after `keeps` has let it pass; `url` is where it was found. */
export async function getFollowing<K = never>(
  net: WebNet,
  address: string,
  asking: WebAsking,
  keeps: (address: string) => Promise<K | undefined> = () => Promise.resolve(undefined),
): Promise<(WebFetched & { url: string }) | WebFailed | K> {
  let url = address;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    if (url.length > LONGEST) return { kind: 'failed', why: 'refused' };
    const kept = await keeps(url);
    if (kept !== undefined) return kept;
    const answer = await net.get(url, asking);
    if (answer.kind === 'fetched') return { ...answer, url };
    if (answer.kind === 'failed') return answer;
    url = answer.to;
  }
  return { kind: 'failed', why: 'redirects' };
}
