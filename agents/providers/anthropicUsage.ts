import * as z from 'zod';
import type { Usage } from './provider.ts';

const Sum = z.number().nullish();

/** What is read of it; servers that imitate the protocol may send anything. */
const Told = z.object({
  input_tokens: Sum,
  output_tokens: Sum,
  cache_read_input_tokens: Sum,
  cache_creation_input_tokens: Sum,
  output_tokens_details: z.object({ thinking_tokens: Sum }).nullish().catch(null),
});

/** Later events tell the sums anew, not all of them always; null once one of them was no number. */
export function usageOf(sums: unknown, before: Usage | null): Usage | null {
  const told = Told.safeParse(sums).data;
  if (told === undefined || before === null) return null;
  const cached = told.cache_read_input_tokens ?? 0;
  const written = told.cache_creation_input_tokens ?? 0;
  const input = (told.input_tokens ?? 0) + written + cached;
  const thinking = told.output_tokens_details?.thinking_tokens ?? 0;
  return {
    ...before,
    inputTokens: Math.max(before.inputTokens, input),
    outputTokens: Math.max(before.outputTokens, told.output_tokens ?? 0),
    ...(cached > 0 ? { cachedInputTokens: cached } : {}),
    ...(written > 0 ? { cacheWriteTokens: written } : {}),
    ...(thinking > 0 ? { thinkingTokens: thinking } : {}),
  };
}
