import type Anthropic from '@anthropic-ai/sdk';
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { type Built, messagesOf } from './anthropicMessages.ts';
import { createReader } from './anthropicReader.ts';
import { thinkingOf } from './anthropicThinking.ts';
import { asked, guarded } from './guarded.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelRequest, Provider } from './provider.ts';
import { tellingRate } from './toldRate.ts';

export type AnthropicOptions = { id: string; apiKey: string; baseUrl?: string | undefined; patience?: Patience };

const ADDRESS = 'https://api.anthropic.com';
const WITHOUT_TIME_LIMIT = 2 ** 31 - 1;

/** A client that leaves retries, time limits and logging to us; its SDK comes with the first who is set up to use it. */
function anthropicClient(apiKey: string, baseUrl: string): Promise<Anthropic> {
  const client = import('@anthropic-ai/sdk').then(
    ({ Anthropic: Client }) =>
      new Client({
        apiKey,
        authToken: null,
        baseURL: baseUrl,
        maxRetries: 0,
        timeout: WITHOUT_TIME_LIMIT,
        logLevel: 'off',
        // The key and what people wrote are for the address that was set, whatever it answers.
        fetchOptions: { redirect: 'error' },
        openTelemetry: false,
      }),
  );
  // Whoever asks for something meets the fault.
  client.catch(() => undefined);
  return client;
}

/** Claude over the Messages API. */
export function createAnthropic({ id, apiKey, baseUrl, patience = PATIENCE }: AnthropicOptions): Provider {
  const client = anthropicClient(apiKey, baseUrl ?? ADDRESS);
  const secrets = [apiKey];
  return {
    id,
    demo: false,
    takesEffort: true,
    async models(signal) {
      const { models } = await client;
      const page = await asked(models.list({ limit: 200 }, { signal }), signal, secrets);
      return page.data.map((model) => model.id);
    },
    stream(request) {
      const built = messagesOf(request, id);
      return guarded({
        request,
        patience,
        secrets,
        reader: createReader({ provider: id, model: request.model, prefix: built.prefix }),
        open: async (signal) =>
          tellingRate((await client).messages.create(bodyOf(request, built), { signal }), request.onRate),
      });
    },
  };
}

function bodyOf(request: ModelRequest, { body, thoughtFirst }: Built): Anthropic.MessageCreateParamsStreaming {
  const { thinking, effort, room } = thinkingOf(request.model, request.effort, thoughtFirst);
  const output: Anthropic.OutputConfig = {
    ...(effort === undefined ? {} : { effort }),
    ...(request.schema === undefined
      ? {}
      : { format: { type: 'json_schema', schema: transformJSONSchema(request.schema.schema) } }),
  };
  return {
    model: request.model,
    max_tokens: request.maxOutputTokens + room,
    ...body,
    ...(thinking === undefined ? {} : { thinking }),
    ...(Object.keys(output).length === 0 ? {} : { output_config: output }),
    stream: true,
  };
}
