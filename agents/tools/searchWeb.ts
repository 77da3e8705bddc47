import * as z from 'zod';
import type { ToolFailure } from '../../shared/toolCard.ts';
import { hiddenIn } from '../guard/hidden.ts';
import type { Tool, ToolResult } from './tool.ts';
import { canonicalUrl } from './web/canonicalUrl.ts';
import { seenLine } from './web/outside.ts';
import { SearchError, type SearchEngine, type SearchFault, type SearchHit } from './web/searchEngine.ts';

const Input = z.object({
  query: z.string().trim().min(1).max(400).describe('A few words, as one would type them'),
  count: z.number().int().min(1).max(10).optional().describe('How many results; 6 without'),
  freshness: z.enum(['day', 'week', 'month', 'year']).optional().describe('Only what is no older than that'),
  language: z.enum(['en', 'de']).optional().describe("Of the results; the person's without"),
});

const COUNT = 6;
const TITLE = 200;
const SNIPPET = 600;
const LONGEST_URL = 500;

/** Searches the web by the first of these engines that answers. */
export function createSearchWeb(engines: readonly SearchEngine[]): Tool<z.infer<typeof Input>> {
  return {
    name: 'search_web',
    about:
      "Searches the web and gives numbered results with address, title and what they say in short. Use it for what you can't " +
      'know or may have changed. Cite results by their numbers, such as [1]; read the page before you rely on details.',
    effect: 'read',
    input: Input,
    limits: { timeMs: 45_000, characters: 15_000 },
    async run({ query, count = COUNT, freshness, language }, context) {
      const faults: SearchError[] = [];
      for (const engine of engines) {
        try {
          const asking = { count, freshness, language: language ?? context.language };
          return found(await engine.search(query, asking, context.signal), count);
        } catch (error) {
          if (!(error instanceof SearchError)) throw error;
          faults.push(error);
          if (error.fault === 'stopped') break;
        }
      }
      return failed(faults);
    },
  };
}

function found(hits: readonly SearchHit[], count: number): ToolResult {
  const seen = new Set<string>();
  const shown: SearchHit[] = [];
  for (const hit of hits) {
    const page = hit.url.length > LONGEST_URL ? undefined : canonicalUrl(hit.url);
    if (page === undefined || seen.has(page) || shown.length === count) continue;
    const url = new URL(hit.url).href;
    seen.add(page);
    shown.push({
      ...{ url, title: seenLine(hit.title, TITLE) || page, snippet: seenLine(hit.snippet, SNIPPET) },
      ...(hit.published === undefined ? {} : { published: seenLine(hit.published, 40) }),
    });
  }
  if (shown.length === 0) return { kind: 'done', text: 'Nothing was found. Try other words.', fromOutside: true };
  const text = shown
    .map(({ url, title, snippet, published }, index) =>
      [`[${index + 1}] ${title}`, url, ...(published === undefined ? [] : [`Published: ${published}`]), snippet]
        .filter((line) => line !== '')
        .join('\n  '),
    )
    .join('\n');
  const sources = shown.map(({ url, title, snippet }) => ({ url, title, quote: snippet }));
  const unseen = hiddenIn(hits.map(({ title, snippet }) => `${title}\n${snippet}`).join('\n'));
  return { kind: 'done', text, fromOutside: true, unseen, sources };
}

const FAILURES: Record<SearchFault, ToolFailure> = {
  refused: 'not-allowed',
  'rate-limited': 'failed',
  unreachable: 'unreachable',
  timeout: 'timeout',
  failed: 'failed',
  malformed: 'failed',
  stopped: 'timeout',
};

function failed(faults: readonly SearchError[]): ToolResult {
  const last = faults.at(-1);
  if (last === undefined) return { kind: 'failed', failure: 'failed', text: 'No search engine is set up here.' };
  if (last.fault === 'stopped') return { kind: 'failed', failure: 'timeout', text: 'Searching was stopped.' };
  const reasons = faults.map(({ message }) => message).join('; ');
  return { kind: 'failed', failure: FAILURES[last.fault], text: `The web could not be searched: ${reasons}.` };
}
