import { builtIn } from '../models/catalog/builtIn.ts';
import type { ProviderData } from '../models/catalog/catalogData.ts';
import { buildProvider, type ProviderConfig } from '../providers/build.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderError, Round, ToolCall } from '../providers/provider.ts';
import { startAnthropicServer } from './anthropicServer.ts';
import { startCompatibleServer } from './compatibleServer.ts';
import { startOpenAiServer } from './openaiServer.ts';
import { VENDOR_KEY, type VendorServer } from './vendorServer.ts';

/** The three protocols, each with its server and a model; `thinks` wants its thoughts back. */
export const vendors = [
  { kind: 'anthropic', start: startAnthropicServer, path: '', model: 'claude-opus-5-5', thinks: 'claude-opus-5-5' },
  { kind: 'openai', start: startOpenAiServer, path: '/v1', model: 'gpt-6.1-sol', thinks: 'gpt-6.1-sol' },
  { kind: 'compatible', start: startCompatibleServer, path: '/v1', model: 'qwen3', thinks: 'deepseek-v4' },
] as const;

export type Vendor = (typeof vendors)[number];

/** A provider of the catalog. */
export function knownProvider(id: string): ProviderData {
  const found = builtIn.providers.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no provider ${id}.`);
  return found;
}

/** One that is named for its protocol and has no address of its own. */
export function plainEntry(dialect: ProviderData['dialect']): ProviderConfig['entry'] {
  return { id: dialect, dialect, baseUrl: null, local: false };
}

/** A provider that speaks to a vendor's server through the vendor's SDK. */
export function providerAt({ kind, path }: Vendor, server: VendorServer, more: Partial<ProviderConfig> = {}): Provider {
  return buildProvider({ entry: plainEntry(kind), apiKey: VENDOR_KEY, baseUrl: server.url + path, ...more });
}

export const SEARCH = {
  name: 'search',
  about: 'Searches the web.',
  parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
};

export function asking(model: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model,
    system: 'You are brief.',
    turns: [{ role: 'user', text: 'Why do bees dance?' }],
    tools: [SEARCH],
    soFar: '',
    maxOutputTokens: 500,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Everything a stream gave, and the fault it ended with, if it did. */
export async function readAll(provider: Provider, request: ModelRequest) {
  const events: ModelEvent[] = [];
  let error: ProviderError | null = null;
  try {
    for await (const event of provider.stream(request)) events.push(event);
  } catch (thrown) {
    error = thrown as ProviderError;
  }
  const texts = (type: 'text' | 'thought') =>
    events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('');
  return {
    events,
    error,
    text: texts('text'),
    thoughts: texts('thought'),
    calls: events.flatMap((event) => (event.type === 'call' ? [event.call] : [])),
    sources: events.flatMap((event) => (event.type === 'source' ? [event.source] : [])),
    done: events.find((event) => event.type === 'done'),
  };
}

/** The round that an answer was, each of its calls with a result. */
export function roundOf(
  { text, calls, done }: Pick<Awaited<ReturnType<typeof readAll>>, 'text' | 'calls' | 'done'>,
  say: (call: ToolCall) => { text: string; failed: boolean } = (call) => ({ text: `Of ${call.name}.`, failed: false }),
): Round {
  return { text, calls, results: calls.map((call) => ({ callId: call.id, ...say(call) })), kept: done?.kept ?? null };
}
