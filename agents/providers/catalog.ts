export type ProviderKind = 'anthropic' | 'openai' | 'compatible';

export type ProviderEntry = {
  id: string;
  name: string;
  kind: ProviderKind;
  /** Null where the vendor's SDK knows it (anthropic, openai) or where only the admin does (custom). */
  baseUrl: string | null;
  key: 'needed' | 'optional' | 'none';
  /** Where a key is to be had; null where none is needed. */
  keysAt: string | null;
  /** True for what usually runs on one's own machine. */
  local: boolean;
};

function entry(id: string, name: string, more: Partial<ProviderEntry>): ProviderEntry {
  return { id, name, kind: 'compatible', baseUrl: null, key: 'needed', keysAt: null, local: false, ...more };
}

/** Every provider that can be configured, in the order the Models page shows them. */
export const providerCatalog: readonly ProviderEntry[] = [
  entry('anthropic', 'Anthropic', { kind: 'anthropic', keysAt: 'https://platform.claude.com/settings/keys' }),
  entry('openai', 'OpenAI', { kind: 'openai', keysAt: 'https://platform.openai.com/api-keys' }),
  entry('ollama', 'Ollama', { baseUrl: 'http://127.0.0.1:11434/v1', key: 'none', local: true }),
  entry('deepseek', 'DeepSeek', {
    baseUrl: 'https://api.deepseek.com/v1',
    keysAt: 'https://platform.deepseek.com/api_keys',
  }),
  entry('qwen', 'Qwen', {
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    keysAt: 'https://modelstudio.console.alibabacloud.com/',
  }),
  entry('perplexity', 'Perplexity', {
    baseUrl: 'https://api.perplexity.ai',
    keysAt: 'https://www.perplexity.ai/settings/api',
  }),
  entry('openrouter', 'OpenRouter', { baseUrl: 'https://openrouter.ai/api/v1', keysAt: 'https://openrouter.ai/keys' }),
  entry('mistral', 'Mistral', { baseUrl: 'https://api.mistral.ai/v1', keysAt: 'https://console.mistral.ai/api-keys' }),
  entry('gemini', 'Gemini', {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keysAt: 'https://aistudio.google.com/apikey',
  }),
  entry('vllm', 'vLLM', { baseUrl: 'http://127.0.0.1:8000/v1', key: 'optional', local: true }),
  entry('llamacpp', 'llama.cpp', { baseUrl: 'http://127.0.0.1:8080/v1', key: 'optional', local: true }),
  entry('custom', 'Other (OpenAI-compatible)', { key: 'optional' }),
];

const byId = new Map(providerCatalog.map((one) => [one.id, one]));

/** What is known of a provider by its id; undefined for one of the admin's own. */
export function providerEntry(id: string): ProviderEntry | undefined {
  return byId.get(id);
}
