import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnthropicServer } from '../testing/anthropicServer.ts';
import { startCompatibleServer } from '../testing/compatibleServer.ts';
import { VENDOR_KEY, type VendorServer } from '../testing/vendorServer.ts';
import { buildProvider } from './build.ts';
import { providerCatalog, providerEntry } from './catalog.ts';

const signal = new AbortController().signal;

describe('buildProvider', () => {
  let compatible: VendorServer;
  let anthropic: VendorServer;
  beforeAll(async () => {
    [compatible, anthropic] = await Promise.all([startCompatibleServer(), startAnthropicServer()]);
  });
  afterAll(() => Promise.all([compatible.close(), anthropic.close()]));

  test('finds Ollama with and without the version in its address', async () => {
    for (const end of ['', '/', '/v1', '/v1/']) {
      const baseUrl = compatible.url + end;
      const ollama = buildProvider({ id: 'ollama', kind: 'compatible', baseUrl, apiKey: VENDOR_KEY });
      expect(await ollama.models(signal)).toEqual(['llama4', 'qwen3']);
    }
  });

  test('finds Anthropic with and without the version in its address', async () => {
    for (const end of ['', '/', '/v1', '/v1/']) {
      const provider = buildProvider({
        id: 'anthropic',
        kind: 'anthropic',
        baseUrl: anthropic.url + end,
        apiKey: VENDOR_KEY,
      });
      expect(await provider.models(signal)).toContain('claude-opus-5-5');
    }
  });

  test('takes the address of the catalog, and builds every entry that has what it needs', () => {
    for (const { id, kind } of providerCatalog) {
      const provider = buildProvider({
        id,
        kind,
        apiKey: 'k',
        ...(id === 'custom' ? { baseUrl: 'http://127.0.0.1/v1' } : {}),
      });
      expect(provider).toMatchObject({ id, demo: false });
    }
  });

  test('says what is missing', () => {
    expect(() => buildProvider({ id: 'anthropic', kind: 'anthropic' })).toThrow('anthropic needs a key');
    expect(() => buildProvider({ id: 'openai', kind: 'openai', apiKey: '' })).toThrow('openai needs a key');
    expect(() => buildProvider({ id: 'custom', kind: 'compatible' })).toThrow('custom needs an address');
  });
});

describe('the catalog of providers', () => {
  test('names each once, with addresses that are addresses', () => {
    expect(new Set(providerCatalog.map((entry) => entry.id)).size).toBe(providerCatalog.length);
    for (const { baseUrl, local, key, keysAt } of providerCatalog) {
      if (baseUrl !== null) expect(new URL(baseUrl).protocol).toBe(local ? 'http:' : 'https:');
      expect(keysAt === null).toBe(key !== 'needed');
    }
  });

  test('finds by id', () => {
    expect(providerEntry('ollama')).toMatchObject({ local: true, key: 'none' });
    expect(providerEntry('nobody')).toBeUndefined();
  });
});
