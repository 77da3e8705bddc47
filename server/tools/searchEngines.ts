import { createBrave } from '../../agents/tools/web/engines/brave.ts';
import { createPerplexity } from '../../agents/tools/web/engines/perplexity.ts';
import { createSearxng } from '../../agents/tools/web/engines/searxng.ts';
import { createTavily } from '../../agents/tools/web/engines/tavily.ts';
import type { SearchEngine } from '../../agents/tools/web/searchEngine.ts';
import type { Env } from '../env.ts';
import { createSearchNet } from '../net/searchNet.ts';

/** The search engines that are set up, one's own first. */
export function searchEngines({ searxngUrl, tavily, brave, perplexity }: Env['search']): SearchEngine[] {
  const net = createSearchNet();
  return [
    ...(searxngUrl === undefined ? [] : [createSearxng({ net, baseUrl: searxngUrl })]),
    ...(tavily === undefined ? [] : [createTavily({ net, key: tavily.reveal() })]),
    ...(brave === undefined ? [] : [createBrave({ net, key: brave.reveal() })]),
    ...(perplexity === undefined ? [] : [createPerplexity({ net, key: perplexity.reveal() })]),
  ];
}
