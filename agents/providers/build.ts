import { createAnthropic } from './anthropic.ts';
import { type ProviderKind, providerEntry } from './catalog.ts';
import { createCompatible } from './compatible.ts';
import { createOpenAi } from './openai.ts';
import type { Patience } from './patience.ts';
import type { Provider } from './provider.ts';

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
