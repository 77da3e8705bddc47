import type * as z from 'zod';

export type Freshness = 'day' | 'week' | 'month' | 'year';

export type SearchHit = {
  url: string;
  title: string;
  /** What the engine shows of the page. */
  snippet: string;
  /** When it was published, in the engine's words. */
  published?: string;
};

export type SearchAsking = { count: number; freshness?: Freshness | undefined; language: 'en' | 'de' };

export type SearchEngine = {
  id: string;
  /** Throws SearchError only. */
  search(query: string, asking: SearchAsking, signal: AbortSignal): Promise<SearchHit[]>;
};

/** Why an engine found nothing out. `refused`: it does not take our key, or serves nobody of our kind. */
export type SearchFault = 'refused' | 'rate-limited' | 'unreachable' | 'timeout' | 'failed' | 'malformed' | 'stopped';

/** Its message never holds what an engine wrote, as that may repeat a key. */
export class SearchError extends Error {
  override readonly name = 'SearchError';
  readonly fault: SearchFault;
  constructor(engineId: string, fault: SearchFault, status?: number) {
    super(`${engineId}: ${fault}${status === undefined ? '' : ` (${status})`}`);
    this.fault = fault;
  }
}

export type SearchRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
};

/** The hosts of search engines, which an admin has chosen. It follows no redirect, as keys go along. */
export type SearchNet = {
  ask(
    request: SearchRequest,
    signal: AbortSignal,
  ): Promise<
    | { kind: 'answered'; status: number; text: string }
    | { kind: 'failed'; why: 'unreachable' | 'timeout' | 'too-large' | 'stopped' }
  >;
};

/** Asks an engine and parses what it answers. Throws SearchError. */
export async function askEngine<T>(
  { net, engineId, signal }: { net: SearchNet; engineId: string; signal: AbortSignal },
  request: SearchRequest,
  answer: z.ZodType<T>,
): Promise<T> {
  const reply = await net.ask(request, signal);
  if (reply.kind === 'failed') throw new SearchError(engineId, reply.why === 'too-large' ? 'malformed' : reply.why);
  if (reply.status !== 200) throw new SearchError(engineId, faultOf(reply.status), reply.status);
  const { data, success } = answer.safeParse(parsed(reply.text));
  if (!success) throw new SearchError(engineId, 'malformed');
  return data;
}

/** 432 and 433 are Tavily's for a plan or an account that is used up. */
function faultOf(status: number): SearchFault {
  if (status === 402 || status === 429 || status === 432 || status === 433) return 'rate-limited';
  if (status === 401 || status === 403) return 'refused';
  return 'failed';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address of an engine's endpoint below the base an admin has set, which may have a path of its own. */
export function endpoint(base: string, path: string): URL {
  return new URL(path, base.endsWith('/') ? base : `${base}/`);
}
