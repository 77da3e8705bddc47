import * as z from 'zod';
import { continued } from './continuation.ts';
import { asked, type Done, guarded, type Reader } from './guarded.ts';
import { openAiClient } from './openai.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelEvent, Provider, Usage } from './provider.ts';

export type CompatibleOptions = {
  id: string;
  baseUrl: string;
  apiKey?: string | undefined;
  /** Fixed by configuration; otherwise the server is asked. */
  models?: readonly string[] | undefined;
  patience?: Patience;
};

/** What is read of a chunk; servers differ in what else they send, and in what they leave out. */
const Chunk = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish().catch(null),
});

/** Whatever speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp, DeepSeek, OpenRouter and many more. */
export function createCompatible({ id, baseUrl, apiKey, models, patience = PATIENCE }: CompatibleOptions): Provider {
  const client = openAiClient(apiKey ?? 'none', baseUrl);
  const secrets = apiKey === undefined ? [] : [apiKey];
  return {
    id,
    demo: false,
    async models(signal) {
      if (models !== undefined && models.length > 0) return [...models];
      const page = await asked(client.models.list({ signal }), signal, secrets);
      return page.data.map((model) => model.id);
    },
    stream: (request) =>
      guarded({
        request,
        patience,
        secrets,
        reader: createReader(request.model),
        open: (signal) =>
          client.chat.completions.create(
            {
              model: request.model,
              // Not `max_completion_tokens`: servers other than OpenAI's own know only this one.
              // eslint-disable-next-line @typescript-eslint/no-deprecated
              max_tokens: request.maxOutputTokens,
              messages: [
                { role: 'system', content: request.system },
                ...continued(request.turns, request.soFar).map(({ role, text }) => ({ role, content: text })),
              ],
              stream: true,
              stream_options: { include_usage: true },
            },
            { signal },
          ),
      }),
  };
}

/** The usage comes in a chunk of its own after the reason to finish, or not at all. */
function createReader(asked: string): Reader<unknown> {
  let usage: Usage | null = null;
  let model = asked;
  let finish: Done['finish'] | null = null;
  return {
    end: () => (finish === null ? null : { type: 'done', finish, usage, model }),
    read(event): ModelEvent[] {
      const chunk = Chunk.parse(event);
      if (chunk.model) model = chunk.model;
      if (chunk.usage) {
        usage = { inputTokens: chunk.usage.prompt_tokens, outputTokens: chunk.usage.completion_tokens };
      }
      const choice = chunk.choices?.[0];
      if (choice?.finish_reason) finish = finishOf(choice.finish_reason);
      const text = (choice?.delta?.content ?? '') + (choice?.delta?.refusal ?? '');
      return text === '' ? [] : [{ type: 'text', text }];
    },
  };
}

function finishOf(reason: string): Done['finish'] {
  switch (reason) {
    case 'length':
      return 'length';
    case 'content_filter':
      return 'refused';
    default:
      return 'complete';
  }
}
