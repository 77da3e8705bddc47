import type OpenAI from 'openai';
import { asked, guarded } from './guarded.ts';
import { inputOfRequest, toolsOf } from './openaiInput.ts';
import { createReader } from './openaiReader.ts';
import { reasoningOf } from './openaiReasoning.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelRequest, Provider } from './provider.ts';
import { isStrict } from './strict.ts';
import { tellingRate } from './toldRate.ts';

export type OpenAiOptions = { id: string; apiKey: string; baseUrl?: string | undefined; patience?: Patience };

export const OPENAI_ADDRESS = 'https://api.openai.com/v1';
/** Models reason before they write, and that counts against the limit of their output. */
const ROOM_TO_THINK = 8_000;
const ROOM_TO_THINK_HARD = 24_000;

/**
 * A client that leaves retries, time limits and logging to us, and takes nothing from the environment. The SDK is a tenth
 * of what a start would load, so it comes with the first who is set up to use it.
 */
export function openAiClient(apiKey: string, baseUrl: string): Promise<OpenAI> {
  const client = import('openai').then(
    ({ OpenAI: Client }) =>
      new Client({
        apiKey,
        baseURL: baseUrl,
        organization: null,
        project: null,
        adminAPIKey: null,
        webhookSecret: null,
        maxRetries: 0,
        timeout: 2 ** 31 - 1,
        logLevel: 'off',
        // The key and what people wrote are for the address that was set, whatever it answers.
        fetchOptions: { redirect: 'error' },
      }),
  );
  // Whoever asks for something meets the fault.
  client.catch(() => undefined);
  return client;
}

/** What a server says that it offers. */
export async function modelsAt(client: Promise<OpenAI>, signal: AbortSignal): Promise<string[]> {
  const { data } = await (await client).models.list({ signal });
  return data.map((model) => model.id);
}

/** OpenAI's models over the Responses API; nothing is stored there. */
export function createOpenAi({ id, apiKey, baseUrl, patience = PATIENCE }: OpenAiOptions): Provider {
  const client = openAiClient(apiKey, baseUrl ?? OPENAI_ADDRESS);
  const secrets = [apiKey];
  return {
    id,
    demo: false,
    takesEffort: true,
    models: (signal) => asked(modelsAt(client, signal), signal, secrets),
    stream: (request) =>
      guarded({
        request,
        patience,
        secrets,
        reader: createReader({ provider: id, model: request.model }),
        open: async (signal) =>
          tellingRate((await client).responses.create(bodyOf(request, id), { signal }), request.onRate),
      }),
  };
}

function bodyOf(request: ModelRequest, provider: string): OpenAI.Responses.ResponseCreateParamsStreaming {
  const { model, system, maxOutputTokens, schema, cacheKey } = request;
  const tools = toolsOf(request);
  const room = request.effort === 'high' ? ROOM_TO_THINK_HARD : ROOM_TO_THINK;
  return {
    model,
    instructions: system,
    max_output_tokens: maxOutputTokens + room,
    input: inputOfRequest(request, provider),
    ...(tools.length === 0 ? {} : { tools }),
    ...reasoningOf(request),
    ...(schema === undefined
      ? {}
      : { text: { format: { type: 'json_schema', ...schema, strict: isStrict(schema.schema) } } }),
    ...(cacheKey === undefined ? {} : { prompt_cache_key: cacheKey }),
    store: false,
    stream: true,
  };
}
