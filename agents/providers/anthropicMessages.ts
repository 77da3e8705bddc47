import type Anthropic from '@anthropic-ai/sdk';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ModelRequest, ToolOffer } from './provider.ts';
import { inputOf, keepsAll, nameOf, type PastRound, transcriptOf } from './transcript.ts';

/** What is kept of a turn that ended in calls. Its thoughts are signed, for exactly what stood before them: `prefix`. */
const Kept = z.object({
  prefix: z.string(),
  blocks: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
      z.object({ type: z.literal('redacted_thinking'), data: z.string() }),
      z.object({ type: z.literal('text'), text: z.string() }),
      z.object({ type: z.literal('call'), id: z.string() }),
    ]),
  ),
});
export type Kept = z.infer<typeof Kept>;

type Messages = Pick<Anthropic.MessageCreateParamsStreaming, 'system' | 'messages' | 'tools' | 'tool_choice'>;

export type Built = {
  body: Messages;
  /** A digest of all of it, under which the thoughts of the answer are good; worked out when asked for. */
  prefix: () => string;
  /** The answer began with thoughts, as far as it has begun. */
  thoughtFirst: boolean;
};

const EPHEMERAL: Anthropic.CacheControlEphemeral = { type: 'ephemeral' };

/** What the model is told, and what it may call. Thoughts that it would not take back are left out. */
export function messagesOf(request: ModelRequest, provider: string): Built {
  const { before, rounds, after } = transcriptOf(request);
  const tools = toolsOf(request.tools ?? [], rounds);
  const messages: Anthropic.MessageParam[] = [];
  const digest = createHash('sha256');
  const undigested: unknown[] = [[request.system, tools]];
  const prefix = () => {
    for (const part of undigested.splice(0)) digest.update(JSON.stringify(part));
    return digest.copy().digest('base64url');
  };
  const say = (...said: Anthropic.MessageParam[]) => {
    messages.push(...said);
    undigested.push(...said);
  };
  let thoughtFirst = true;
  say(...before.map(({ role, text }) => ({ role, content: text })));
  for (const [index, round] of rounds.entries()) {
    const kept = keptOf(round, { provider, model: request.model, prefix: prefix() });
    if (index === 0) thoughtFirst = kept !== null;
    say({ role: 'assistant', content: kept ?? plain(round) }, { role: 'user', content: followingOf(round) });
  }
  say(...after.map(({ role, text }) => ({ role, content: text })));
  const offered = tools.length === 0 ? {} : { tools };
  // Nothing may be called any more, but what was called must be known.
  const choice = tools.length > 0 && !request.tools?.length ? { tool_choice: { type: 'none' as const } } : {};
  const body: Messages = { system: request.system, messages, ...offered, ...choice };
  return { body: request.cacheKey === undefined ? body : cached(body), prefix, thoughtFirst };
}

function toolsOf(offers: readonly ToolOffer[], rounds: readonly PastRound[]): Anthropic.Tool[] {
  if (offers.length > 0) {
    return offers.map(({ name, about, parameters }) => ({
      name,
      description: about,
      input_schema: { ...parameters, type: 'object' },
    }));
  }
  const names = new Set(rounds.flatMap((round) => round.answered.map(({ call }) => nameOf(call))));
  return [...names].map((name) => ({ name, input_schema: { type: 'object' } }));
}

function keptOf(
  { kept, answered }: PastRound,
  now: { provider: string; model: string; prefix: string },
): Anthropic.ContentBlockParam[] | null {
  if (kept?.provider !== now.provider || kept.model !== now.model) return null;
  const content = Kept.safeParse(kept.content).data;
  if (content?.prefix !== now.prefix) return null;
  const ids = content.blocks.flatMap((block) => (block.type === 'call' ? [block.id] : []));
  if (!keepsAll(answered, ids)) return null;
  const calls = callsOf(answered);
  return content.blocks.flatMap((block): Anthropic.ContentBlockParam[] => {
    if (block.type !== 'call') return [block];
    const call = calls.shift();
    return call === undefined ? [] : [call];
  });
}

function plain({ text, answered }: PastRound): Anthropic.ContentBlockParam[] {
  const said: Anthropic.TextBlockParam[] = text.trim() === '' ? [] : [{ type: 'text', text: text.trimEnd() }];
  return [...said, ...callsOf(answered)];
}

function callsOf(answered: PastRound['answered']): Anthropic.ToolUseBlockParam[] {
  return answered.map(({ id, call }) => ({ type: 'tool_use', id, name: nameOf(call), input: inputOf(call) }));
}

/** What came of its calls, then what people added. */
function followingOf({ answered, added }: PastRound): (Anthropic.ToolResultBlockParam | Anthropic.TextBlockParam)[] {
  const results = answered.map(({ id, result }) => ({
    type: 'tool_result' as const,
    tool_use_id: id,
    content: result.text,
    ...(result.failed ? { is_error: true } : {}),
  }));
  return added === '' ? results : [...results, { type: 'text', text: added }];
}

/** Marks where what was read is remembered: after the tools, after the system's words, and after all that was said. */
function cached({ system, tools, messages, ...rest }: Messages): Messages {
  const lastTool = tools?.at(-1);
  const last = messages.at(-1);
  return {
    ...rest,
    system:
      typeof system === 'string' && system.trim() !== ''
        ? [{ type: 'text', text: system, cache_control: EPHEMERAL }]
        : system,
    messages: last === undefined ? messages : [...messages.slice(0, -1), marked(last)],
    ...(tools === undefined || lastTool === undefined
      ? {}
      : { tools: [...tools.slice(0, -1), { ...lastTool, cache_control: EPHEMERAL }] }),
  };
}

/** The last message is a person's turn or what followed calls. */
function marked(message: Anthropic.MessageParam): Anthropic.MessageParam {
  if (message.role !== 'user') return message;
  if (typeof message.content === 'string') {
    return { role: 'user', content: [{ type: 'text', text: message.content, cache_control: EPHEMERAL }] };
  }
  const last = message.content.at(-1);
  if (last?.type !== 'tool_result' && last?.type !== 'text') return message;
  return { role: 'user', content: [...message.content.slice(0, -1), { ...last, cache_control: EPHEMERAL }] };
}
