import * as z from 'zod';
import { askEngine, endpoint, type Freshness, type SearchEngine, type SearchNet } from '../searchEngine.ts';
import { textOf } from '../textOf.ts';

const Answer = z.object({
  web: z
    .object({
      results: z.array(
        z.object({
          url: z.string(),
          title: z.string().nullish(),
          description: z.string().nullish(),
          page_age: z.string().nullish(),
          extra_snippets: z.array(z.string()).nullish(),
        }),
      ),
    })
    .nullish(),
});

const FRESHNESS: Record<Freshness, string> = { day: 'pd', week: 'pw', month: 'pm', year: 'py' };
/** More words, or characters, it refuses. */
const MOST_WORDS = 50;
const MOST_CHARACTERS = 400;

/** Brave; api-dashboard.search.brave.com/api-reference/web/search/get. Its texts are HTML. */
export function createBrave({
  net,
  key,
  baseUrl = 'https://api.search.brave.com/res/v1',
}: {
  net: SearchNet;
  key: string;
  baseUrl?: string;
}): SearchEngine {
  return {
    id: 'brave',
    async search(query, { count, freshness, language }, signal) {
      const url = endpoint(baseUrl, 'web/search');
      url.search = new URLSearchParams({
        q: query.split(/\s+/).slice(0, MOST_WORDS).join(' ').slice(0, MOST_CHARACTERS),
        count: String(Math.min(20, count)),
        search_lang: language,
        text_decorations: 'false',
        result_filter: 'web',
        ...(freshness === undefined ? {} : { freshness: FRESHNESS[freshness] }),
      }).toString();
      const headers = { accept: 'application/json', 'x-subscription-token': key };
      const answer = await askEngine(
        { net, engineId: 'brave', signal },
        { method: 'GET', url: url.href, headers },
        Answer,
      );
      return (answer.web?.results ?? []).map(({ url: found, title, description, page_age, extra_snippets }) => ({
        url: found,
        title: plain(title ?? ''),
        snippet: [description ?? '', ...(extra_snippets ?? [])].map(plain).join(' '),
        ...(page_age == null ? {} : { published: page_age }),
      }));
    },
  };
}

const plain = (html: string): string => textOf(html, 'https://search.brave.com/').blocks.join(' ');
