import * as z from 'zod';
import { askEngine, endpoint, type SearchEngine, type SearchNet } from '../searchEngine.ts';

const Answer = z.object({
  results: z.array(
    z.object({
      url: z.string(),
      title: z.string().nullish(),
      content: z.string().nullish(),
      published_date: z.string().nullish(),
    }),
  ),
});

/** Tavily; docs.tavily.com/documentation/api-reference/endpoint/search. It can't be asked for a language. */
export function createTavily({
  net,
  key,
  baseUrl = 'https://api.tavily.com',
}: {
  net: SearchNet;
  key: string;
  baseUrl?: string;
}): SearchEngine {
  return {
    id: 'tavily',
    async search(query, { count, freshness }, signal) {
      const { results } = await askEngine(
        { net, engineId: 'tavily', signal },
        {
          method: 'POST',
          url: endpoint(baseUrl, 'search').href,
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ query, max_results: count, search_depth: 'basic', time_range: freshness }),
        },
        Answer,
      );
      return results.map(({ url, title, content, published_date }) => ({
        url,
        title: title ?? '',
        snippet: content ?? '',
        ...(published_date == null ? {} : { published: published_date }),
      }));
    },
  };
}
