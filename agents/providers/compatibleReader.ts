import * as z from 'zod';
import { endingOf } from './calls.ts';
import { CallPiece, createCalls } from './compatibleCalls.ts';
import type { Kept } from './compatibleMessages.ts';
import type { Done, Reader } from './guarded.ts';
import type { ModelEvent, Usage } from './provider.ts';
import { createSources } from './sources.ts';

const Annotation = z.object({ url_citation: z.object({ url: z.string(), title: z.string().nullish() }) });
const SearchResult = z.object({ url: z.string(), title: z.string().nullish() });

/** What is read of a chunk; servers differ in what else they send, and in what they leave out. */
const Chunk = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish().catch(null),
            tool_calls: z.array(CallPiece).nullish(),
            annotations: z.array(Annotation).nullish().catch(null),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z
        .object({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() })
        .nullish()
        .catch(null),
      prompt_cache_hit_tokens: z.number().nullish().catch(null),
      completion_tokens_details: z.object({ reasoning_tokens: z.number().nullish() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  citations: z.array(z.string()).nullish().catch(null),
  search_results: z.array(SearchResult).nullish().catch(null),
});
type Chunk = z.infer<typeof Chunk>;
type Delta = NonNullable<NonNullable<NonNullable<Chunk['choices']>[number]['delta']>>;

type Asked = {
  provider: string;
  model: string;
  /** Ids of the calls made for this answer before. */
  taken: ReadonlySet<string>;
};

/** Reads chunks of chat completions. The usage comes in one of its own after the reason to finish, or not at all. */
export function createReader({ provider, model: asked, taken }: Asked): Reader<unknown> {
  const calls = createCalls(taken);
  const sources = createSources();
  let thoughts: Kept['thoughts'] = null;
  let usage: Usage | null = null;
  let model = asked;
  let end: Pick<Done, 'finish' | 'kept'> | null = null;
  return {
    end: () => (end === null ? null : { type: 'done', usage, model, ...end }),
    read(event): ModelEvent[] {
      const chunk = Chunk.parse(event);
      if (chunk.model) model = chunk.model;
      if (chunk.usage) usage = usageOf(chunk.usage);
      const choice = chunk.choices?.[0];
      const events = [...(choice?.delta ? read(choice.delta) : []), ...cited(chunk)];
      if (choice?.finish_reason && end === null) events.push(...finish(finishOf(choice.finish_reason)));
      return events;
    },
  };

  function read(delta: Delta): ModelEvent[] {
    for (const piece of delta.tool_calls ?? []) calls.add(piece);
    const text = (delta.content ?? '') + (delta.refusal ?? '');
    return [...thought(delta), ...(text === '' ? [] : [{ type: 'text' as const, text }])];
  }

  function thought(delta: Delta): ModelEvent[] {
    const field = delta.reasoning_content ? 'reasoning_content' : 'reasoning';
    const text = delta[field] ?? '';
    if (text === '') return [];
    thoughts = { field, text: (thoughts?.text ?? '') + text };
    return [{ type: 'thought', text }];
  }

  /** The numbers in the text count the citations, whose titles stand beside the search's results. */
  function cited({ citations, search_results: found, choices }: Chunk): ModelEvent[] {
    const titles = new Map(found?.toReversed().map(({ url, title }) => [url, title]));
    return [
      ...(citations ?? []).flatMap((url) => sources.add(url, titles.get(url))),
      ...(found ?? []).flatMap(({ url, title }) => sources.add(url, title)),
      ...(choices?.[0]?.delta?.annotations ?? []).flatMap(({ url_citation: { url, title } }) =>
        sources.add(url, title),
      ),
    ];
  }

  function finish(reason: Done['finish']): ModelEvent[] {
    const drafts = calls.all();
    const ending = endingOf(reason, drafts);
    const extras = drafts.filter(({ extra }) => extra !== undefined).map(({ id, extra }) => ({ id, extra }));
    const content = thoughts === null && extras.length === 0 ? null : ({ thoughts, extras } satisfies Kept);
    const kept = ending.finish === 'calls' ? { kept: content && { provider, model: asked, content } } : {};
    end = { finish: ending.finish, ...kept };
    return ending.calls.map((call) => ({ type: 'call', call }));
  }
}

function usageOf(told: NonNullable<Chunk['usage']>): Usage {
  const cached = told.prompt_tokens_details?.cached_tokens ?? told.prompt_cache_hit_tokens ?? 0;
  const written = told.prompt_tokens_details?.cache_write_tokens ?? 0;
  const thinking = told.completion_tokens_details?.reasoning_tokens ?? 0;
  return {
    inputTokens: told.prompt_tokens,
    outputTokens: told.completion_tokens,
    ...(cached > 0 ? { cachedInputTokens: cached } : {}),
    ...(written > 0 ? { cacheWriteTokens: written } : {}),
    ...(thinking > 0 ? { thinkingTokens: thinking } : {}),
  };
}

function finishOf(reason: string): Done['finish'] {
  switch (reason) {
    case 'tool_calls':
    case 'function_call':
      return 'calls';
    case 'length':
      return 'length';
    case 'content_filter':
      return 'refused';
    default:
      return 'complete';
  }
}
