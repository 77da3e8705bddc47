import { compatibleComplaint } from './compatibleChecks.ts';
import { chunk, compatiblePlay } from './compatiblePlay.ts';
import { bearer, openAiImages, openAiModels, openAiRecordings, openAiRefusal } from './openaiServer.ts';
import { type Dialect, startVendorServer, VENDOR_KEY, type VendorServer } from './vendorServer.ts';

const dialect: Dialect = {
  path: '/v1/chat/completions',
  modelsPath: '/v1/models',
  keyOf: (headers) => bearer(headers.authorization),
  opening: (model) => [
    chunk(model, [{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }]),
  ],
  piece: (text, model) => [chunk(model, [{ index: 0, delta: { content: text }, logprobs: null, finish_reason: null }])],
  ending: (_whole, model, { finish, usage }) => {
    const reason = { complete: 'stop', length: 'length', refused: 'content_filter' }[finish];
    const counted = usage && {
      prompt_tokens: usage.inputTokens,
      completion_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    };
    return [
      chunk(model, [{ index: 0, delta: {}, logprobs: null, finish_reason: reason }]),
      ...(counted ? [chunk(model, [], { usage: counted })] : []),
      { data: '[DONE]' },
    ];
  },
  complaint: compatibleComplaint,
  play: compatiblePlay,
  inStream(fault) {
    const refusal = openAiRefusal(fault, '');
    return [{ data: refusal.body }];
  },
  refusal: openAiRefusal,
  models: openAiModels,
  recordings: openAiRecordings,
  images: openAiImages,
};

/** The same as Ollama serves it, which asks for no key and takes any. */
export function startOllamaServer(models = ['qwen3']): Promise<VendorServer> {
  return startVendorServer({ ...dialect, keyOf: () => VENDOR_KEY }, models);
}

/** OpenAI's chat completions as Ollama, vLLM and others serve them; give `${url}/v1` as the base address. */
export function startCompatibleServer(models = ['llama4', 'qwen3']): Promise<VendorServer> {
  return startVendorServer(dialect, models);
}
