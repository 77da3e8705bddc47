import type { ModelEvent } from './provider.ts';

const MOST = 100;
const LONGEST_ADDRESS = 2_000;

/** The sources of one answer: each is told once, and only addresses of the web are. */
export type Sources = { add(url: string, title: string | null | undefined): ModelEvent[] };

export function createSources(): Sources {
  const known = new Set<string>();
  return {
    add(url, title) {
      if (known.has(url) || known.size >= MOST || !isWeb(url)) return [];
      known.add(url);
      return [{ type: 'source', source: { url, title: (title ?? '').trim().slice(0, 300) } }];
    },
  };
}

function isWeb(url: string): boolean {
  return url.length <= LONGEST_ADDRESS && /^https?:\/\//i.test(url) && URL.canParse(url);
}
