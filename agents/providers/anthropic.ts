import Anthropic from '@anthropic-ai/sdk';
import { continued } from './continuation.ts';
import { asked, type Done, guarded, type Reader } from './guarded.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelEvent, Provider, Usage } from './provider.ts';

export type AnthropicOptions = { id: string; apiKey: string; baseUrl?: string | undefined; patience?: Patience };

const ADDRESS = 'https://api.anthropic.com';
/** Models think before they write, and what they think counts against the limit of their output. */
const ROOM_TO_THINK = 8_000;
const WITHOUT_TIME_LIMIT = 2 ** 31 - 1;

/** Claude over the Messages API. */
export function createAnthropic({ id, apiKey, baseUrl, patience = PATIENCE }: AnthropicOptions): Provider {
  const client = new Anthropic({
    apiKey,
    authToken: null,
    baseURL: baseUrl ?? ADDRESS,
    maxRetries: 0,
    timeout: WITHOUT_TIME_LIMIT,
    logLevel: 'off',
    // The key and what people wrote are for the address that was set, whatever it answers.
    fetchOptions: { redirect: 'error' },
    openTelemetry: false,
  });
  const secrets = [apiKey];
  return {
    id,
    demo: false,
    async models(signal) {
      const page = await asked(client.models.list({ limit: 200 }, { signal }), signal, secrets);
      return page.data.map((model) => model.id);
    },
    stream: (request) =>
      guarded({
        request,
        patience,
        secrets,
        reader: createReader(request.model),
        open: (signal) =>
          client.messages.create(
            {
              model: request.model,
              system: request.system,
              max_tokens: request.maxOutputTokens + ROOM_TO_THINK,
              messages: continued(request.turns, request.soFar).map(({ role, text }) => ({ role, content: text })),
              stream: true,
            },
            { signal },
          ),
      }),
  };
}

function createReader(asked: string): Reader<Anthropic.RawMessageStreamEvent> {
  let usage: Usage = { inputTokens: 0, outputTokens: 0 };
  let model = asked;
  let finish: Done['finish'] = 'complete';
  let done: Done | null = null;
  return {
    end: () => done,
    read(event): ModelEvent[] {
      switch (event.type) {
        case 'message_start':
          model = event.message.model;
          usage = { inputTokens: inputTokens(event.message.usage), outputTokens: 0 };
          return [{ type: 'usage', usage }];
        case 'content_block_start':
          return event.content_block.type === 'text' ? [{ type: 'text', text: event.content_block.text }] : [];
        case 'content_block_delta':
          return event.delta.type === 'text_delta' ? [{ type: 'text', text: event.delta.text }] : [];
        case 'message_delta':
          usage = { ...usage, outputTokens: event.usage.output_tokens };
          finish = finishOf(event.delta.stop_reason);
          return [{ type: 'usage', usage }];
        case 'message_stop':
          done = { type: 'done', finish, usage, model };
          return [];
        default:
          return [];
      }
    },
  };
}

function inputTokens(usage: Anthropic.Usage): number {
  return usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
}

function finishOf(reason: Anthropic.StopReason | null): Done['finish'] {
  switch (reason) {
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
