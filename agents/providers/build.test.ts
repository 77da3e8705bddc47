import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnthropicServer } from '../testing/anthropicServer.ts';
import { startCompatibleServer } from '../testing/compatibleServer.ts';
import { VENDOR_KEY, type VendorServer } from '../testing/vendorServer.ts';
import { isOwnAddress } from '../models/catalog/ownAddress.ts';
import { builtIn } from '../models/catalog/builtIn.ts';
import { knownProvider } from '../testing/vendors.ts';
import { buildProvider } from './build.ts';

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
      const ollama = buildProvider({ entry: knownProvider('ollama'), baseUrl, apiKey: VENDOR_KEY });
      expect(await ollama.models(signal)).toEqual(['llama4', 'qwen3']);
    }
  });

  test('finds Anthropic with and without the version in its address', async () => {
    for (const end of ['', '/', '/v1', '/v1/']) {
      const provider = buildProvider({
        entry: knownProvider('anthropic'),
        baseUrl: anthropic.url + end,
        apiKey: VENDOR_KEY,
      });
      expect(await provider.models(signal)).toContain('claude-opus-5-5');
    }
  });

  test('takes the address of the catalog, and builds every entry that has what it needs', () => {
    for (const entry of builtIn.providers) {
      const provider = buildProvider({
        entry,
        apiKey: 'k',
        ...(entry.id === 'custom' ? { baseUrl: 'http://127.0.0.1/v1' } : {}),
      });
      expect(provider).toMatchObject({ id: entry.id, demo: false });
    }
  });

  test('says what is missing', () => {
    expect(() => buildProvider({ entry: knownProvider('anthropic') })).toThrow('anthropic needs a key');
    expect(() => buildProvider({ entry: knownProvider('openai'), apiKey: '' })).toThrow('openai needs a key');
    expect(() => buildProvider({ entry: knownProvider('custom') })).toThrow('custom needs an address');
  });
});

describe('the catalog of providers', () => {
  test('names each once, with addresses that are addresses', () => {
    expect(new Set(builtIn.providers.map((entry) => entry.id)).size).toBe(builtIn.providers.length);
    for (const { baseUrl, key, keysAt } of builtIn.providers) {
      const here = baseUrl !== null && isOwnAddress(baseUrl);
      if (baseUrl !== null) expect(new URL(baseUrl).protocol).toBe(here ? 'http:' : 'https:');
      expect(keysAt === null).toBe(key !== 'needed');
    }
  });
});
