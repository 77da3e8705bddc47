import * as z from 'zod';
import { askEngine, endpoint, SearchError, type SearchEngine, type SearchNet } from '../searchEngine.ts';

const Answer = z.object({
  results: z.array(
    z.object({
      url: z.string().nullish(),
      title: z.string().nullish(),
      content: z.string().nullish(),
      publishedDate: z.string().nullish(),
    }),
  ),
  unresponsive_engines: z.array(z.unknown()).nullish(),
});

/**
 * A SearXNG of one's own; docs.searxng.org/dev/search_api. Its settings must allow the format `json`, else it answers with
 * 403. It can't be asked for a number of results.
 */
export function createSearxng({ net, baseUrl }: { net: SearchNet; baseUrl: string }): SearchEngine {
  return {
    id: 'searxng',
    async search(query, { count, freshness, language }, signal) {
      const url = endpoint(baseUrl, 'search');
      url.search = new URLSearchParams({
        ...{ q: query, format: 'json', language, categories: 'general' },
        ...(freshness === undefined ? {} : { time_range: freshness }),
      }).toString();
      const { results, unresponsive_engines } = await askEngine(
        { net, engineId: 'searxng', signal },
        { method: 'GET', url: url.href, headers: { accept: 'application/json' } },
        Answer,
      );
      // Nothing found by engines that did not answer is no finding.
      if (results.length === 0 && (unresponsive_engines ?? []).length > 0) throw new SearchError('searxng', 'failed');
      return results.slice(0, count).map(({ url: found, title, content, publishedDate }) => ({
        url: found ?? '',
        title: title ?? '',
        snippet: content ?? '',
        ...(publishedDate == null ? {} : { published: publishedDate }),
      }));
    },
  };
}
