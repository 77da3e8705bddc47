import { createHash } from 'node:crypto';
import type OpenAI from 'openai';
import * as z from 'zod';
import type { ModelRequest } from './provider.ts';
import { inputOf, nameOf, type PastRound, transcriptOf } from './transcript.ts';

/**
 * What some servers want back with a turn that ended in calls: DeepSeek its thoughts, under the name by which they came,
 * Gemini a signature at each call.
 */
export const Kept = z.object({
  thoughts: z.object({ field: z.enum(['reasoning_content', 'reasoning']), text: z.string() }).nullable(),
  extras: z.array(z.object({ id: z.string(), extra: z.unknown() })),
});
export type Kept = z.infer<typeof Kept>;

type Message = OpenAI.Chat.ChatCompletionMessageParam;

/** What the model is told, its instructions first. */
export function messagesOf(request: ModelRequest, provider: string): Message[] {
  const { before, rounds, after } = transcriptOf(request);
  const idOf = MISTRAL.test(`${provider} ${request.model}`) ? nineCharacters : (id: string) => id;
  const foreign = provider === 'gemini' || request.model.startsWith('gemini-') ? UNSIGNED : undefined;
  const unthought = NEEDS_THOUGHTS.test(`${provider} ${request.model}`) ? { reasoning_content: '' } : {};
  return [
    { role: 'system', content: request.system },
    ...before.map(({ role, text }) => ({ role, content: text })),
    ...rounds.flatMap((round) =>
      roundOf(round, { kept: keptOf(round, { provider, model: request.model }), idOf, foreign, unthought }),
    ),
    ...after.map(({ role, text }) => ({ role, content: text })),
  ];
}

export function toolsOf({ tools = [] }: ModelRequest): OpenAI.Chat.ChatCompletionFunctionTool[] {
  return tools.map(({ name, about, parameters }) => ({
    type: 'function',
    function: { name, description: about, parameters },
  }));
}

const MISTRAL = /mistral|mixtral|ministral|magistral|codestral|devstral|pixtral/i;

/** These refuse calls without thoughts, but take empty ones for what another model did. */
const NEEDS_THOUGHTS = /deepseek|kimi/i;

/** What Gemini takes for calls that it did not make: https://ai.google.dev/gemini-api/docs/thought-signatures */
const UNSIGNED = { google: { thought_signature: 'skip_thought_signature_validator' } };

/** Mistral's models take no other ids than those of nine letters and digits. */
function nineCharacters(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 9);
}

function keptOf({ kept }: PastRound, now: { provider: string; model: string }): Kept | null {
  if (kept?.provider !== now.provider || kept.model !== now.model) return null;
  return Kept.safeParse(kept.content).data ?? null;
}

type As = { kept: Kept | null; idOf(id: string): string; foreign: unknown; unthought: object };

function roundOf({ text, answered, added }: PastRound, { kept, idOf, foreign, unthought }: As): Message[] {
  const thoughts = kept?.thoughts ? { [kept.thoughts.field]: kept.thoughts.text } : unthought;
  const said: Message[] = added === '' ? [] : [{ role: 'user', content: added }];
  if (answered.length === 0) return [{ role: 'assistant', content: text.trimEnd(), ...thoughts }, ...said];
  // Mistral's models take nobody's turn but their own after a tool's.
  const inResult = idOf === nineCharacters && added !== '' ? `\n\n${added}` : '';
  return [
    {
      role: 'assistant',
      content: text.trim() === '' ? null : text.trimEnd(),
      ...thoughts,
      tool_calls: answered.map(({ id, call }, index) => ({
        id: idOf(id),
        type: 'function',
        function: { name: nameOf(call), arguments: JSON.stringify(inputOf(call)) },
        ...extraOf(kept, call.id, index === 0 ? foreign : undefined),
      })),
    },
    ...answered.map(({ id, result }, index) => ({
      role: 'tool' as const,
      tool_call_id: idOf(id),
      content: result.text + (index === answered.length - 1 ? inResult : ''),
    })),
    ...(inResult === '' ? said : []),
  ];
}

function extraOf(kept: Kept | null, id: string, otherwise: unknown): { extra_content?: unknown } {
  const extra = kept?.extras.find((one) => one.id === id)?.extra ?? otherwise;
  return extra === undefined ? {} : { extra_content: extra };
}
