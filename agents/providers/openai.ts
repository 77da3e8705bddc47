import OpenAI from 'openai';
import { continued } from './continuation.ts';
import { asked, type Done, guarded, type Reader } from './guarded.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelEvent, Provider, Usage } from './provider.ts';

export type OpenAiOptions = { id: string; apiKey: string; baseUrl?: string | undefined; patience?: Patience };

export const OPENAI_ADDRESS = 'https://api.openai.com/v1';
/** Models reason before they write, and that counts against the limit of their output. */
const ROOM_TO_THINK = 8_000;

/** A client that leaves retries, time limits and logging to us, and takes nothing from the environment. */
export function openAiClient(apiKey: string, baseUrl: string): OpenAI {
  return new OpenAI({
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
  });
}

/** OpenAI's models over the Responses API; nothing is stored there. */
export function createOpenAi({ id, apiKey, baseUrl, patience = PATIENCE }: OpenAiOptions): Provider {
  const client = openAiClient(apiKey, baseUrl ?? OPENAI_ADDRESS);
  const secrets = [apiKey];
  return {
    id,
    demo: false,
    async models(signal) {
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
          client.responses.create(
            {
              model: request.model,
              instructions: request.system,
              max_output_tokens: request.maxOutputTokens + ROOM_TO_THINK,
              input: continued(request.turns, request.soFar).map(({ role, text }) => ({ role, content: text })),
              store: false,
              stream: true,
            },
            { signal },
          ),
      }),
  };
}

function createReader(asked: string): Reader<OpenAI.Responses.ResponseStreamEvent> {
  let refused = false;
  let done: Done | null = null;
  const end = (response: OpenAI.Responses.Response, finish: Done['finish']) => {
    done = { type: 'done', finish, usage: usageOf(response), model: response.model || asked };
    return [];
  };
  return {
    end: () => done,
    read(event): ModelEvent[] {
      switch (event.type) {
        case 'response.output_text.delta':
          return [{ type: 'text', text: event.delta }];
        case 'response.refusal.delta':
          refused = true;
          return [{ type: 'text', text: event.delta }];
        case 'response.completed':
          return end(event.response, refused ? 'refused' : 'complete');
        case 'response.incomplete':
          return end(
            event.response,
            event.response.incomplete_details?.reason === 'content_filter' ? 'refused' : 'length',
          );
        case 'response.failed':
          throw streamError(event.response.error?.code, event.response.error?.message);
        case 'error':
          throw streamError(event.code, event.message);
        default:
          return [];
      }
    },
  };
}

/** An error that came within the stream, in the shape in which the SDK's own come. */
function streamError(code: string | null | undefined, message: string | undefined): Error {
  return Object.assign(new Error(message ?? 'The response failed.'), { name: 'APIError', code: code ?? undefined });
}

function usageOf(response: OpenAI.Responses.Response): Usage | null {
  if (!response.usage) return null;
  return { inputTokens: response.usage.input_tokens, outputTokens: response.usage.output_tokens };
}
