import * as z from 'zod';
import { textWithin } from '../net/textWithin.ts';

/** How long it may take, and how much it may say. */
const TIME_MS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Ollama's own list, which says what the one in OpenAI's form leaves out. */
const Tags = z.object({ models: z.array(z.unknown()) });
const Tag = z.object({ name: z.string(), remote_host: z.unknown().optional(), remote_model: z.unknown().optional() });

type Asked = { baseUrl: string; apiKey?: string | undefined; timeMs?: number };

/**
 * The ids of those models of an Ollama that it has run elsewhere; empty where the server has no such list, and null where
 * it could not be asked.
 */
export async function remoteModelsAt({ baseUrl, apiKey, timeMs = TIME_MS }: Asked): Promise<readonly string[] | null> {
  const url = `${baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/api/tags`;
  const headers = { accept: 'application/json', ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) };
  try {
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeMs) });
    if (response.status >= 500 || response.status === 429) {
      await response.body?.cancel();
      return null;
    }
    const text = await textWithin(response, MOST_BYTES);
    return text === undefined ? null : remoteIn(text);
  } catch {
    return null;
  }
}

function remoteIn(text: string): string[] {
  const tags = Tags.safeParse(jsonIn(text));
  return (tags.data?.models ?? []).flatMap((one) => {
    const tag = Tag.safeParse(one).data;
    return tag !== undefined && (Boolean(tag.remote_host) || Boolean(tag.remote_model)) ? [tag.name] : [];
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
