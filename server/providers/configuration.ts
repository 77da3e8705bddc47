import type { ProviderData } from '../../agents/models/catalog/catalogData.ts';
import type { KeySource } from '../../shared/provider.ts';
import type { Env } from '../env.ts';
import type { ProviderSetting } from '../store/providerSettings.ts';
import { type Seal, Unsealable } from './seal.ts';

/** How a provider is set up, from the environment and from what an admin stored; the environment comes first. */
export type Configuration = {
  entry: ProviderData;
  keySource: KeySource;
  apiKey: string | undefined;
  /** Undefined where the vendor's own address is meant. */
  baseUrl: string | undefined;
  baseUrlSource: 'none' | 'environment' | 'stored';
  models: readonly string[];
  /** Something was set up; what runs by itself on this machine also counts once it is found. */
  isSet: boolean;
  /** A key is stored that this server's secret does not open. */
  keyUnreadable: boolean;
};

type Given = { apiKey: string | undefined; baseUrl: string | undefined };

/** What the environment says of a provider. */
export function givenByEnv(env: Env['providers'], providerId: string): Given {
  switch (providerId) {
    case 'anthropic':
      return { apiKey: env.anthropic.apiKey?.reveal(), baseUrl: env.anthropic.baseUrl };
    case 'openai':
      return { apiKey: env.openai.apiKey?.reveal(), baseUrl: env.openai.baseUrl };
    default:
      return { apiKey: undefined, baseUrl: undefined };
  }
}

type Sources = { env: Env['providers']; setting: ProviderSetting | undefined; seal: Seal };

export function configure(entry: ProviderData, { env, setting, seal }: Sources): Configuration {
  const given = givenByEnv(env, entry.id);
  const stored = openKey(setting, seal);
  const apiKey = given.apiKey ?? stored.key;
  const storedUrl = setting?.baseUrl ?? undefined;
  const baseUrl = given.baseUrl ?? storedUrl ?? (entry.id === 'ollama' ? `${env.ollama.url}/v1` : undefined);
  const isAddressed = entry.dialect !== 'compatible' || (baseUrl ?? entry.baseUrl) !== null;
  const wasTouched = apiKey !== undefined || storedUrl !== undefined;
  return {
    entry,
    keySource: keySourceOf(entry, given, setting),
    apiKey,
    baseUrl,
    baseUrlSource: given.baseUrl !== undefined ? 'environment' : storedUrl !== undefined ? 'stored' : 'none',
    models: setting?.models ?? [],
    isSet: isAddressed && (entry.key === 'needed' ? apiKey !== undefined : wasTouched),
    keyUnreadable: given.apiKey === undefined && stored.unreadable,
  };
}

function keySourceOf(entry: ProviderData, given: Given, setting: ProviderSetting | undefined): KeySource {
  if (given.apiKey !== undefined) return 'environment';
  if (setting !== undefined && setting.sealedKey !== null) return 'stored';
  return entry.key === 'none' ? 'not-needed' : 'none';
}

function openKey(setting: ProviderSetting | undefined, seal: Seal): { key: string | undefined; unreadable: boolean } {
  if (setting === undefined || setting.sealedKey === null) return { key: undefined, unreadable: false };
  try {
    return { key: seal.open(setting.sealedKey, setting.providerId), unreadable: false };
  } catch (error) {
    if (error instanceof Unsealable) return { key: undefined, unreadable: true };
    throw error;
  }
}

/** The address as it is stored; undefined where it is none a provider can have. */
export function baseUrlOf(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return url.href.replace(/\/+$/, '');
}
