import * as z from 'zod';
import { askEngine, endpoint, type SearchEngine, type SearchNet } from '../searchEngine.ts';

const Answer = z.object({
  results: z.array(
    z.object({
      url: z.string(),
      title: z.string().nullish(),
      snippet: z.string().nullish(),
      date: z.string().nullish(),
    }),
  ),
});

/** Its snippets are as long as one lets them. */
const PAGE_TOKENS = 256;

/** Perplexity's search, without its models; docs.perplexity.ai/api-reference/search-post. */
export function createPerplexity({
  net,
  key,
  baseUrl = 'https://api.perplexity.ai',
}: {
  net: SearchNet;
  key: string;
  baseUrl?: string;
}): SearchEngine {
  return {
    id: 'perplexity',
    async search(query, { count, freshness, language }, signal) {
      const { results } = await askEngine(
        { net, engineId: 'perplexity', signal },
        {
          method: 'POST',
          url: endpoint(baseUrl, 'search').href,
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            query,
            max_results: count,
            max_tokens_per_page: PAGE_TOKENS,
            search_language_filter: [language],
            search_recency_filter: freshness,
          }),
        },
        Answer,
      );
      return results.map(({ url, title, snippet, date }) => ({
        url,
        title: title ?? '',
        snippet: snippet ?? '',
        ...(date == null ? {} : { published: date }),
      }));
    },
  };
}
