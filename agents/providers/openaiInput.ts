import type OpenAI from 'openai';
import * as z from 'zod';
import type { ModelRequest } from './provider.ts';
import { inputOf, keepsAll, nameOf, type PastRound, transcriptOf } from './transcript.ts';

/** What is kept of a turn that ended in calls, in its order: each thought is good only with what followed it. */
export const Kept = z.array(
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('reasoning'),
      id: z.string(),
      summary: z.array(z.object({ type: z.literal('summary_text'), text: z.string() })),
      encrypted_content: z.string(),
    }),
    z.object({
      type: z.literal('text'),
      text: z.string(),
      phase: z.enum(['commentary', 'final_answer']).nullish().catch(null),
    }),
    z.object({ type: z.literal('call'), id: z.string() }),
  ]),
);
export type Kept = z.infer<typeof Kept>;

type Item = OpenAI.Responses.ResponseInputItem;

/** What the model is told after its instructions. */
export function inputOfRequest(request: ModelRequest, provider: string): Item[] {
  const { before, rounds, after } = transcriptOf(request);
  return [
    ...before.map(({ role, text }) => ({ role, content: text })),
    ...rounds.flatMap((round) => [
      ...(keptOf(round, { provider, model: request.model }) ?? plain(round)),
      ...resultsOf(round),
      ...(round.added === '' ? [] : [{ role: 'user' as const, content: round.added }]),
    ]),
    ...after.map(({ role, text }) => ({ role, content: text })),
  ];
}

export function toolsOf({ tools = [] }: ModelRequest): OpenAI.Responses.FunctionTool[] {
  return tools.map(({ name, about, parameters }) => ({
    type: 'function',
    name,
    description: about,
    parameters,
    // What a tool takes is checked by the tool: strict schemas know no optional fields.
    strict: false,
  }));
}

function keptOf({ kept, answered }: PastRound, now: { provider: string; model: string }): Item[] | null {
  if (kept?.provider !== now.provider || kept.model !== now.model) return null;
  const content = Kept.safeParse(kept.content).data;
  if (content === undefined) return null;
  const ids = content.flatMap((item) => (item.type === 'call' ? [item.id] : []));
  if (!keepsAll(answered, ids)) return null;
  const calls = callsOf(answered);
  return content.flatMap((item): Item[] => {
    switch (item.type) {
      case 'reasoning':
        return [item];
      case 'text':
        return [{ role: 'assistant', content: item.text, ...(item.phase ? { phase: item.phase } : {}) }];
      case 'call': {
        const call = calls.shift();
        return call === undefined ? [] : [call];
      }
    }
  });
}

function plain({ text, answered }: PastRound): Item[] {
  const said: Item[] = text.trim() === '' ? [] : [{ role: 'assistant', content: text.trimEnd() }];
  return [...said, ...callsOf(answered)];
}

function callsOf(answered: PastRound['answered']): Item[] {
  return answered.map(({ id, call }) => ({
    type: 'function_call',
    call_id: id,
    name: nameOf(call),
    arguments: JSON.stringify(inputOf(call)),
  }));
}

function resultsOf({ answered }: PastRound): Item[] {
  return answered.map(({ id, result }) => ({ type: 'function_call_output', call_id: id, output: result.text }));
}
