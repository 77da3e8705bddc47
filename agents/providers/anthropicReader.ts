import type Anthropic from '@anthropic-ai/sdk';
import * as z from 'zod';
import type { Kept } from './anthropicMessages.ts';
import { usageOf } from './anthropicUsage.ts';
import { addTo, type Draft, endingOf, malformed } from './calls.ts';
import type { Done, Reader } from './guarded.ts';
import { type ModelEvent, ProviderError, type Usage } from './provider.ts';
import { createSources, type Sources } from './sources.ts';

const ToolUse = z.object({ id: z.string(), name: z.string(), input: z.unknown().optional() });

/** What a block has become so far; `other` are those that nobody asked for. */
type Block =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string }
  | { type: 'text'; text: string }
  | ({ type: 'call'; whole: boolean } & Draft)
  | { type: 'other' };

type Asked = {
  provider: string;
  model: string;
  /** Digest of all that the model was told. */
  prefix: () => string;
};

/** Reads the Messages API's events; an answer's calls are told at its end, when it is sure that they are meant. */
export function createReader(asked: Asked): Reader<Anthropic.RawMessageStreamEvent> {
  const blocks = new Map<number, Block>();
  const sources = createSources();
  let usage: Usage | null = { inputTokens: 0, outputTokens: 0 };
  let model = asked.model;
  let finish: Done['finish'] = 'complete';
  let done: Done | null = null;
  return {
    end: () => done,
    read(event): ModelEvent[] {
      switch (event.type) {
        case 'message_start':
          model = event.message.model;
          return told(event.message.usage);
        case 'content_block_start':
          if (blocks.has(event.index)) throw malformed('a block begins twice');
          return begin(event.content_block, event.index);
        case 'content_block_delta':
          return extend(blockAt(event.index), event.delta, sources);
        case 'content_block_stop': {
          const block = blockAt(event.index);
          if (block.type === 'call') block.whole = true;
          return [];
        }
        case 'message_delta':
          finish = finishOf(event.delta.stop_reason);
          return told(event.usage);
        case 'message_stop':
          return done === null ? end() : [];
        default:
          return [];
      }
    },
  };

  function told(sums: unknown): ModelEvent[] {
    usage = usageOf(sums, usage);
    return usage === null ? [] : [{ type: 'usage', usage }];
  }

  function begin(content: Anthropic.RawContentBlockStartEvent['content_block'], index: number): ModelEvent[] {
    const block = blockOf(content);
    blocks.set(index, block);
    if (block.type === 'text') return [{ type: 'text', text: block.text }];
    return block.type === 'thinking' ? thought(block.thinking) : [];
  }

  function blockAt(index: number): Block {
    const block = blocks.get(index);
    if (block === undefined) throw malformed('a block goes on that never began');
    return block;
  }

  function end(): ModelEvent[] {
    const all = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
    const drafts = all.filter((block) => block.type === 'call');
    const ending = endingOf(finish, drafts);
    if (ending.calls.length > 0 && drafts.some((draft) => !draft.whole)) {
      throw new ProviderError('cut-short', 'The stream ended within a call.');
    }
    const kept = ending.finish === 'calls' ? { kept: keptOf(all, asked) } : {};
    done = { type: 'done', finish: ending.finish, usage, model, ...kept };
    return ending.calls.map((call) => ({ type: 'call', call }));
  }
}

function blockOf(content: Anthropic.RawContentBlockStartEvent['content_block']): Block {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: content.text };
    case 'thinking':
      return { type: 'thinking', thinking: content.thinking, signature: content.signature };
    case 'redacted_thinking':
      return { type: 'redacted_thinking', data: content.data };
    case 'tool_use': {
      const { id, name, input } = ToolUse.parse(content);
      // The input comes in pieces after an empty one; servers that imitate the protocol may send it at once.
      const atOnce = typeof input === 'object' && input !== null && Object.keys(input).length > 0;
      return { type: 'call', id, name, text: atOnce ? JSON.stringify(input) : '', whole: false };
    }
    default:
      return { type: 'other' };
  }
}

function extend(block: Block, delta: Anthropic.RawContentBlockDelta, sources: Sources): ModelEvent[] {
  switch (delta.type) {
    case 'text_delta':
      if (block.type !== 'text') throw malformed('text stands in a block of another kind');
      block.text += delta.text;
      return [{ type: 'text', text: delta.text }];
    case 'thinking_delta':
      if (block.type === 'thinking') block.thinking += delta.thinking;
      return thought(delta.thinking);
    case 'signature_delta':
      if (block.type === 'thinking') block.signature += delta.signature;
      return [];
    case 'input_json_delta':
      if (block.type === 'other') return [];
      if (block.type !== 'call' || block.whole) throw malformed('arguments stand where no call is open');
      addTo(block, delta.partial_json);
      return [];
    case 'citations_delta': {
      const { citation } = delta;
      if (citation.type === 'web_search_result_location') return sources.add(citation.url, citation.title);
      return citation.type === 'search_result_location' ? sources.add(citation.source, citation.title) : [];
    }
    default:
      return [];
  }
}

function thought(text: string): ModelEvent[] {
  return text === '' ? [] : [{ type: 'thought', text }];
}

/** Null where there is nothing that the round itself does not tell. */
function keptOf(all: readonly Block[], { provider, model, prefix }: Asked): Done['kept'] {
  if (!all.some((block) => block.type === 'thinking' || block.type === 'redacted_thinking')) return null;
  const blocks = all.flatMap((block): Kept['blocks'] => {
    switch (block.type) {
      case 'text':
        return block.text.trim() === '' ? [] : [block];
      case 'call':
        return [{ type: 'call', id: block.id }];
      case 'other':
        return [];
      default:
        return [block];
    }
  });
  return { provider, model, content: { prefix: prefix(), blocks } satisfies Kept };
}

function finishOf(reason: Anthropic.StopReason | null): Done['finish'] {
  switch (reason) {
    case 'tool_use':
      return 'calls';
    case 'max_tokens':
    case 'model_context_window_exceeded':
    case 'pause_turn':
      return 'length';
    case 'refusal':
      return 'refused';
    default:
      return 'complete';
  }
}
