import type OpenAI from 'openai';
import * as z from 'zod';
import { addTo, type Draft, endingOf, malformed } from './calls.ts';
import type { Done, Reader } from './guarded.ts';
import { Kept } from './openaiInput.ts';
import { type ModelEvent, ProviderError, type Usage } from './provider.ts';
import { createSources } from './sources.ts';

const FunctionCall = z.object({ call_id: z.string(), name: z.string(), arguments: z.string().nullish() });
const UrlCitation = z.object({ type: z.literal('url_citation'), url: z.string(), title: z.string().nullish() });

type Call = Draft & { whole: boolean };
type Event = OpenAI.Responses.ResponseStreamEvent;
type Item = OpenAI.Responses.ResponseOutputItem;

/** Reads the Responses API's events; an answer's calls are told at its end, when it is sure that they are meant. */
export function createReader({ provider, model: asked }: { provider: string; model: string }): Reader<Event> {
  const calls = new Map<number, Call>();
  const kept = new Map<number, Kept[number]>();
  const sources = createSources();
  let refused = false;
  let done: Done | null = null;
  return {
    end: () => done,
    read(event): ModelEvent[] {
      switch (event.type) {
        case 'response.output_text.delta':
          return [{ type: 'text', text: event.delta }];
        case 'response.refusal.delta':
          refused = true;
          return [{ type: 'text', text: event.delta }];
        case 'response.reasoning_summary_part.added':
          return event.summary_index > 0 ? [{ type: 'thought', text: '\n\n' }] : [];
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          return event.delta === '' ? [] : [{ type: 'thought', text: event.delta }];
        case 'response.output_text.annotation.added': {
          const citation = UrlCitation.safeParse(event.annotation).data;
          return citation === undefined ? [] : sources.add(citation.url, citation.title);
        }
        case 'response.output_item.added':
          if (event.item.type === 'function_call') begin(event.item, event.output_index);
          return [];
        case 'response.function_call_arguments.delta':
          addTo(callAt(event.output_index), event.delta);
          return [];
        case 'response.function_call_arguments.done':
          callAt(event.output_index).text = event.arguments;
          return [];
        case 'response.output_item.done':
          finishItem(event.item, event.output_index);
          return [];
        case 'response.completed':
          return end(event.response, refused ? 'refused' : 'complete');
        case 'response.incomplete': {
          const filtered = event.response.incomplete_details?.reason === 'content_filter';
          return end(event.response, filtered ? 'refused' : 'length');
        }
        case 'response.failed':
          throw streamError(event.response.error?.code, event.response.error?.message);
        case 'error':
          throw streamError(event.code, event.message);
        default:
          return [];
      }
    },
  };

  function begin(item: Item, index: number): void {
    if (calls.has(index)) throw malformed('a call begins twice');
    const { call_id: id, name, arguments: text } = FunctionCall.parse(item);
    calls.set(index, { id, name, text: text ?? '', whole: false });
  }

  function callAt(index: number): Call {
    const call = calls.get(index);
    if (call === undefined || call.whole) throw malformed('arguments stand where no call is open');
    return call;
  }

  function finishItem(item: Item, index: number): void {
    if (item.type !== 'function_call') {
      const keep = keepOf(item);
      if (keep !== null) kept.set(index, keep);
      return;
    }
    if (!calls.has(index)) begin(item, index);
    const call = callAt(index);
    call.text = FunctionCall.parse(item).arguments ?? call.text;
    call.whole = item.status !== 'incomplete';
    kept.set(index, { type: 'call', id: call.id });
  }

  function end(response: OpenAI.Responses.Response, finish: Done['finish']): ModelEvent[] {
    if (done !== null) return [];
    const drafts = inOrder(calls);
    const ending = endingOf(finish, drafts);
    if (ending.calls.length > 0 && drafts.some((draft) => !draft.whole)) {
      throw new ProviderError('cut-short', 'The stream ended within a call.');
    }
    const content = inOrder(kept);
    const keeps = content.some((item) => item.type === 'reasoning');
    done = {
      type: 'done',
      finish: ending.finish,
      usage: usageOf(response),
      model: response.model || asked,
      ...(ending.finish === 'calls' ? { kept: keeps ? { provider, model: asked, content } : null } : {}),
    };
    return ending.calls.map((call) => ({ type: 'call', call }));
  }
}

function inOrder<T>(items: ReadonlyMap<number, T>): T[] {
  return [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
}

/** Null for what does not go back: thoughts that are not there in full, and what nobody asked for. */
function keepOf(item: Item): Kept[number] | null {
  if (item.type === 'reasoning') return Kept.element.safeParse(item).data ?? null;
  if (item.type !== 'message') return null;
  const text = item.content.map((part) => (part.type === 'output_text' ? part.text : '')).join('');
  return text.trim() === '' ? null : { type: 'text', text, phase: item.phase ?? null };
}

/** An error that came within the stream, in the shape in which the SDK's own come. */
function streamError(code: string | null | undefined, message: string | undefined): Error {
  return Object.assign(new Error(message ?? 'The response failed.'), { name: 'APIError', code: code ?? undefined });
}

/** What is read of the usage; servers that imitate the protocol may send anything. */
const Told = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  input_tokens_details: z
    .object({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() })
    .nullish()
    .catch(null),
  output_tokens_details: z.object({ reasoning_tokens: z.number() }).nullish().catch(null),
});

function usageOf({ usage }: OpenAI.Responses.Response): Usage | null {
  const told = Told.safeParse(usage).data;
  if (told === undefined) return null;
  const cached = told.input_tokens_details?.cached_tokens ?? 0;
  const written = told.input_tokens_details?.cache_write_tokens ?? 0;
  const thinking = told.output_tokens_details?.reasoning_tokens ?? 0;
  return {
    inputTokens: told.input_tokens,
    outputTokens: told.output_tokens,
    ...(cached > 0 ? { cachedInputTokens: cached } : {}),
    ...(written > 0 ? { cacheWriteTokens: written } : {}),
    ...(thinking > 0 ? { thinkingTokens: thinking } : {}),
  };
}
