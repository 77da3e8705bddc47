import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type EngineId = 'tavily' | 'brave' | 'searxng' | 'perplexity';

export type SearchFound = { url: string; title: string; text: string; date?: string };

/** What a search engine does with one request. */
export type SearchBehaviour =
  | { do: 'find'; found: readonly SearchFound[] }
  | { do: 'refuse'; status: 401 | 403 | 422 | 429 | 432 | 500 | 503 }
  | { do: 'write'; body: string }
  | { do: 'redirect'; to: string }
  | { do: 'blocked' }
  | { do: 'hang' };

export type SearchAsked = { url: URL; method: string; headers: IncomingMessage['headers']; body: unknown };

export const SEARCH_KEY = 'search-test-0123456789abcdef';

type Dialect = {
  method: 'GET' | 'POST';
  path: string;
  keyOf(headers: IncomingMessage['headers']): string | undefined;
  answer(found: readonly SearchFound[], query: string): unknown;
  /** Several of them repeat the key they refuse. */
  refusal(status: number, key: string): unknown;
};

const bearer = (headers: IncomingMessage['headers']) => headers.authorization?.replace(/^Bearer /, '');

/** As their documentation writes it. */
const DIALECTS: Record<EngineId, Dialect> = {
  tavily: {
    method: 'POST',
    path: '/search',
    keyOf: bearer,
    answer: (found, query) => ({
      query,
      answer: null,
      images: [],
      results: found.map(({ url, title, text }, index) => ({
        ...{ title, url, content: text, score: 0.9 - index / 100, raw_content: null },
      })),
      response_time: '1.67',
      request_id: '123e4567-e89b-12d3-a456-426614174111',
    }),
    refusal: (_status, key) => ({ detail: { error: `Unauthorized: missing or invalid API key ${key}.` } }),
  },
  brave: {
    method: 'GET',
    path: '/res/v1/web/search',
    keyOf: (headers) => String(headers['x-subscription-token'] ?? ''),
    answer: (found, query) => ({
      type: 'search',
      query: { original: query, more_results_available: true },
      mixed: { type: 'mixed', main: [] },
      ...(found.length === 0
        ? {}
        : {
            web: {
              type: 'search',
              results: found.map(({ url, title, text, date }) => ({
                type: 'search_result',
                ...{ title, url, description: text, language: 'en', family_friendly: true, is_source_local: false },
                ...(date === undefined ? {} : { page_age: date, age: date }),
                profile: { name: 'Site', url, long_name: 'site' },
              })),
              family_friendly: true,
            },
          }),
    }),
    refusal: (status, key) => ({
      type: 'ErrorResponse',
      error: { id: 'a', status, code: 'SUBSCRIPTION_TOKEN_INVALID', detail: `The token ${key} is invalid.` },
    }),
  },
  searxng: {
    method: 'GET',
    path: '/searx/search',
    keyOf: () => SEARCH_KEY,
    answer: (found, query) => ({
      query,
      number_of_results: 0,
      results: found.map(({ url, title, text, date }) => ({
        ...{ url, title, content: text, publishedDate: date ?? null, engine: 'mojeek', template: 'default.html' },
        ...{
          parsed_url: ['https', 'x', '/', '', '', ''],
          engines: ['mojeek'],
          positions: [1],
          score: 1,
          category: 'general',
        },
      })),
      answers: [],
      corrections: [],
      infoboxes: [],
      suggestions: [],
      unresponsive_engines: [],
    }),
    refusal: () => '<!doctype html><title>403 Forbidden</title>',
  },
  perplexity: {
    method: 'POST',
    path: '/search',
    keyOf: bearer,
    answer: (found) => ({
      id: 'e38104d5-6bd7-4d82-bc4e-0a21179d1f77',
      results: found.map(({ url, title, text, date }) => ({
        ...{ title, url, snippet: text, date: date ?? null, last_updated: '2026-10-01' },
      })),
    }),
    refusal: (status, key) => ({ error: { message: `Invalid API key ${key}`, type: 'invalid_api_key', code: status } }),
  },
};

/** A server on 127.0.0.1 that speaks as a search engine; any key but SEARCH_KEY is refused. */
export async function startSearchServer(engine: EngineId) {
  const dialect = DIALECTS[engine];
  const asked: SearchAsked[] = [];
  const queue: SearchBehaviour[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://local');
    const written = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    const body: unknown = written === '' ? undefined : JSON.parse(written);
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    asked.push({ url, method: request.method ?? '', headers: request.headers, body });
    const key = dialect.keyOf(request.headers) ?? '';
    if (request.method !== dialect.method || url.pathname !== dialect.path) return json(404, { error: 'not found' });
    if (key !== SEARCH_KEY) return json(401, dialect.refusal(401, key));
    const behaviour = queue.shift() ?? { do: 'find', found: [] };
    const query = url.searchParams.get('q') ?? (body as { query?: string } | undefined)?.query ?? '';
    switch (behaviour.do) {
      case 'find':
        return json(200, dialect.answer(behaviour.found, query));
      case 'refuse':
        return json(behaviour.status, dialect.refusal(behaviour.status, key));
      case 'write':
        return response.writeHead(200, { 'content-type': 'application/json' }).end(behaviour.body);
      case 'redirect':
        return response.writeHead(302, { location: behaviour.to }).end();
      case 'blocked':
        return json(200, { query, results: [], unresponsive_engines: [['mojeek', 'CAPTCHA']] });
      case 'hang':
        return undefined;
    }
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** What an admin sets as the engine's base. */
    url: `http://127.0.0.1:${port}${dialect.path.replace(/\/(web\/)?search$/, '')}`,
    asked,
    /** What is done with the next requests, one each; afterwards nothing is found. */
    next: (...behaviours: SearchBehaviour[]) => void queue.push(...behaviours),
    forget(): void {
      asked.length = 0;
      queue.length = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
