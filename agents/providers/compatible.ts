import type OpenAI from 'openai';
import { messagesOf, toolsOf } from './compatibleMessages.ts';
import { createReader } from './compatibleReader.ts';
import { asked, guarded } from './guarded.ts';
import { modelsAt, openAiClient } from './openai.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelRequest, Provider } from './provider.ts';
import { isStrict } from './strict.ts';
import { tellingRate } from './toldRate.ts';

export type CompatibleOptions = {
  id: string;
  baseUrl: string;
  apiKey?: string | undefined;
  /** Fixed by configuration; otherwise the server is asked. */
  models?: readonly string[] | undefined;
  patience?: Patience;
};

/** Whatever speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp, DeepSeek, OpenRouter and many more. */
export function createCompatible({ id, baseUrl, apiKey, models, patience = PATIENCE }: CompatibleOptions): Provider {
  const client = openAiClient(apiKey ?? 'none', baseUrl);
  const secrets = apiKey === undefined ? [] : [apiKey];
  return {
    id,
    demo: false,
    async models(signal) {
      if (models !== undefined && models.length > 0) return [...models];
      return asked(modelsAt(client, signal), signal, secrets);
    },
    stream: (request) =>
      guarded({
        request,
        patience,
        secrets,
        reader: createReader({ provider: id, model: request.model, taken: takenBy(request) }),
        open: async (signal) =>
          tellingRate((await client).chat.completions.create(bodyOf(request, id), { signal }), request.onRate),
      }),
  };
}

function takenBy({ rounds = [] }: ModelRequest): ReadonlySet<string> {
  return new Set(rounds.flatMap((round) => round.calls.map((call) => call.id)));
}

/** `effort` and `cacheKey` are left out: many servers refuse a request with fields that they don't know. */
function bodyOf(request: ModelRequest, provider: string): OpenAI.Chat.ChatCompletionCreateParamsStreaming {
  const tools = toolsOf(request);
  const { schema } = request;
  return {
    model: request.model,
    // Not `max_completion_tokens`: servers other than OpenAI's own know only this one.
    // oxlint-disable-next-line typescript/no-deprecated
    max_tokens: request.maxOutputTokens,
    messages: messagesOf(request, provider),
    ...(tools.length === 0 ? {} : { tools }),
    ...(schema === undefined
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { ...schema, strict: isStrict(schema.schema) } } }),
    stream: true,
    stream_options: { include_usage: true },
  };
}
