import * as z from 'zod/mini';
import { Failure, type Reply } from '../shared/reply.ts';
import { unavailable, unreadable } from './failure.ts';
import { warn } from './warn.ts';

const TIMEOUT_MS = 15_000;

export type Http = {
  get<T>(path: string, schema: z.ZodMiniType<T>): Promise<Reply<T>>;
  post<T>(path: string, body: unknown, schema: z.ZodMiniType<T>): Promise<Reply<T>>;
};

/** Speaks to /api. Whatever goes wrong is an answer: `unavailable` when there was none, `internal` when unreadable. */
export function createHttp(url: string, fetcher: typeof fetch = fetch): Http {
  async function ask<T>(path: string, schema: z.ZodMiniType<T>, init: RequestInit): Promise<Reply<T>> {
    let raw: unknown;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetcher(url + path, { credentials: 'same-origin', cache: 'no-store', signal, ...init });
      raw = await response.json();
    } catch {
      return unavailable('The server can not be reached.');
    }
    const reply = z.safeParse(z.union([z.object({ ok: z.literal(true), data: schema }), Failure]), raw);
    if (reply.success) return reply.data;
    warn(`unreadable answer from ${path.split('?')[0] ?? path}`);
    return unreadable(path);
  }

  return {
    get: (path, schema) => ask(path, schema, { method: 'GET' }),
    post: (path, body, schema) =>
      ask(path, schema, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
