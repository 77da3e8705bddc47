import { createHash } from 'node:crypto';
import { createAnthropic } from './anthropic.ts';
import type { ProviderData } from '../models/catalog/catalogData.ts';
import { createCompatible } from './compatible.ts';
import { createImageMaker, type ImageMaker } from './imageMaker.ts';
import { createOpenAi, OPENAI_ADDRESS } from './openai.ts';
import type { Patience } from './patience.ts';
import type { Provider } from './provider.ts';
import { createTranscriber, type Transcriber, transcribingModel } from './transcriber.ts';

export type ProviderConfig = {
  entry: Pick<ProviderData, 'id' | 'dialect' | 'baseUrl' | 'local'>;
  apiKey?: string | undefined;
  /** Where the vendor's own address is not meant. */
  baseUrl?: string | undefined;
  models?: readonly string[] | undefined;
  patience?: Patience | undefined;
};

/** Makes a provider out of its configuration; throws a TypeError that says what is missing. */
export function buildProvider(config: ProviderConfig): Provider {
  const provider = providerOf(config);
  return config.apiKey === undefined ? provider : { ...provider, credential: digestOf(config.apiKey) };
}

/** Tells keys apart, and is too short to find one by. */
function digestOf(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 8);
}

function providerOf({ entry, apiKey, baseUrl, models, patience }: ProviderConfig): Provider {
  const { id } = entry;
  const more = patience === undefined ? {} : { patience };
  switch (entry.dialect) {
    case 'anthropic':
      return createAnthropic({ id, apiKey: needed(apiKey, id, 'a key'), baseUrl: withoutVersion(baseUrl), ...more });
    case 'openai':
      return createOpenAi({ id, apiKey: needed(apiKey, id, 'a key'), baseUrl, ...more });
    case 'compatible':
      return createCompatible({
        id,
        apiKey,
        baseUrl: needed(withVersion(entry, baseUrl) ?? entry.baseUrl, id, 'an address'),
        models,
        ...more,
      });
  }
}

/** OpenAI's own, where its models were not asked for. */
const OPENAI_TRANSCRIBES = 'gpt-transcribe';

/** Makes what writes down voice notes out of a provider's configuration; undefined where it offers no model for that. */
export function buildTranscriber({ entry, apiKey, baseUrl, models = [] }: ProviderConfig): Transcriber | undefined {
  const { id, dialect } = entry;
  if (dialect === 'anthropic') return undefined;
  const isOwn = dialect === 'openai' && baseUrl === undefined;
  const model = transcribingModel(models) ?? (isOwn ? OPENAI_TRANSCRIBES : undefined);
  const address = dialect === 'openai' ? (baseUrl ?? OPENAI_ADDRESS) : (withVersion(entry, baseUrl) ?? entry.baseUrl);
  if (model === undefined || address === null) return undefined;
  return createTranscriber({ providerId: id, apiKey, baseUrl: address, model });
}

/** Makes what draws out of a provider's configuration, with this model; undefined where it has no address for that. */
export function buildImageMaker(
  { entry, apiKey, baseUrl, patience }: ProviderConfig,
  model: string,
): ImageMaker | undefined {
  const { id, dialect } = entry;
  if (dialect === 'anthropic') return undefined;
  const address = dialect === 'openai' ? (baseUrl ?? OPENAI_ADDRESS) : (withVersion(entry, baseUrl) ?? entry.baseUrl);
  if (address === null) return undefined;
  const patienceMs = patience?.firstTokenMs;
  const maker = createImageMaker({ providerId: id, apiKey, baseUrl: address, model, patienceMs });
  return apiKey === undefined ? maker : { ...maker, credential: digestOf(apiKey) };
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
function withVersion({ local }: Pick<ProviderData, 'local'>, baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined || !local || new URL(baseUrl).pathname !== '/') return baseUrl;
  return `${baseUrl.replace(/\/$/, '')}/v1`;
}
