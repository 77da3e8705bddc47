import { createAnthropic } from './anthropic.ts';
import { type ProviderKind, providerEntry } from './catalog.ts';
import { createCompatible } from './compatible.ts';
import { createOpenAi, OPENAI_ADDRESS } from './openai.ts';
import type { Patience } from './patience.ts';
import type { Provider } from './provider.ts';
import { createTranscriber, type Transcriber, transcribingModel } from './transcriber.ts';

export type ProviderConfig = {
  id: string;
  kind: ProviderKind;
  apiKey?: string | undefined;
  /** Where the vendor's own address is not meant. */
  baseUrl?: string | undefined;
  models?: readonly string[] | undefined;
  patience?: Patience | undefined;
};

/** Makes a provider out of its configuration; throws a TypeError that says what is missing. */
export function buildProvider({ id, kind, apiKey, baseUrl, models, patience }: ProviderConfig): Provider {
  const more = patience === undefined ? {} : { patience };
  switch (kind) {
    case 'anthropic':
      return createAnthropic({ id, apiKey: needed(apiKey, id, 'a key'), baseUrl: withoutVersion(baseUrl), ...more });
    case 'openai':
      return createOpenAi({ id, apiKey: needed(apiKey, id, 'a key'), baseUrl, ...more });
    case 'compatible':
      return createCompatible({
        id,
        apiKey,
        baseUrl: needed(withVersion(id, baseUrl) ?? providerEntry(id)?.baseUrl, id, 'an address'),
        models,
        ...more,
      });
  }
}

/** OpenAI's own, where its models were not asked for. */
const OPENAI_TRANSCRIBES = 'gpt-transcribe';

/** Makes what writes down voice notes out of a provider's configuration; undefined where it offers no model for that. */
export function buildTranscriber({ id, kind, apiKey, baseUrl, models = [] }: ProviderConfig): Transcriber | undefined {
  if (kind === 'anthropic') return undefined;
  const isOwn = kind === 'openai' && baseUrl === undefined;
  const model = transcribingModel(models) ?? (isOwn ? OPENAI_TRANSCRIBES : undefined);
  const address =
    kind === 'openai' ? (baseUrl ?? OPENAI_ADDRESS) : (withVersion(id, baseUrl) ?? providerEntry(id)?.baseUrl);
  if (model === undefined || address === undefined || address === null) return undefined;
  return createTranscriber({ providerId: id, apiKey, baseUrl: address, model });
}

function needed(value: string | null | undefined, id: string, what: string): string {
  if (value === undefined || value === null || value === '') throw new TypeError(`The provider ${id} needs ${what}.`);
  return value;
}

/** Anthropic's SDK adds the version itself; people add it too. */
function withoutVersion(baseUrl: string | undefined): string | undefined {
  return baseUrl?.replace(/\/v1\/?$/, '');
}

/** Servers on one's own machine are mostly named without the `/v1` below which they speak OpenAI's protocol. */
function withVersion(id: string, baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined || providerEntry(id)?.local !== true || new URL(baseUrl).pathname !== '/') return baseUrl;
  return `${baseUrl.replace(/\/$/, '')}/v1`;
}
