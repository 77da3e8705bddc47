import { describe, expect, test } from 'vitest';
import { builtIn } from './builtIn.ts';
import { type Listed, merge } from './merge.ts';
import { isOwnAddress } from './ownAddress.ts';

const TODAY = '2026-11-21';

function list(provider: string, ids: readonly string[], own = false): Listed {
  return { provider, own, models: ids.map((id) => ({ id })) };
}

function merged(listed: readonly Listed[], name: string, today = TODAY) {
  const found = merge(builtIn, listed, today).filter((model) => model.name === name);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0];
}

describe('merge', () => {
  test('says of what nobody listed that nobody knows whether it is offered', () => {
    expect(merged([], 'openai/gpt-6-luna')).toMatchObject({ offered: null, askAs: 'gpt-6-luna', chat: true });
    expect(merged([list('openai', [])], 'openai/gpt-6-luna')?.offered).toBeNull();
    expect(merged([], 'ollama/qwen3')?.offered).toBe(false);
    expect(merge(builtIn, [], TODAY)).toHaveLength(builtIn.models.length);
  });

  test('says what is offered and what is not', () => {
    const listed = [list('openai', ['gpt-6-luna'])];
    expect(merged(listed, 'openai/gpt-6-luna')?.offered).toBe(true);
    expect(merged(listed, 'openai/gpt-6.1-sol')?.offered).toBe(false);
    expect(merged(listed, 'anthropic/claude-opus-5')?.offered).toBeNull();
  });

  test.each([
    [['gpt-6-luna', 'gpt-6-luna-2026-09-22'], 'gpt-6-luna'],
    [['gpt-6-luna-2026-09-22'], 'gpt-6-luna-2026-09-22'],
    [['gpt-6-luna-2026-09-22', 'gpt-6-luna-2026-10-30'], 'gpt-6-luna-2026-10-30'],
  ])('knows %j as one model and asks for %s', (ids, askAs) => {
    const all = merge(builtIn, [list('openai', ids)], TODAY).filter((model) => model.name.includes('luna'));
    expect(all).toMatchObject([{ name: 'openai/gpt-6-luna', askAs, offered: true, tier: 'edge' }]);
  });

  test('knows aliases, and Gemini’s way to list', () => {
    expect(merged([list('deepseek', ['deepseek-v4-flash'])], 'deepseek/deepseek-flash')).toMatchObject({
      askAs: 'deepseek-v4-flash',
      offered: true,
    });
    expect(merged([list('gemini', ['models/gemini-3.8-flash'])], 'gemini/gemini-3.8-flash')).toMatchObject({
      askAs: 'gemini-3.8-flash',
      offered: true,
    });
  });

  test('keeps what nobody described, with nothing assumed', () => {
    const listed: Listed = {
      provider: 'openrouter',
      own: false,
      models: [{ id: 'meta/bee-9', contextTokens: 32_000 }, { id: 'some/embedding-1' }],
    };
    expect(merged([listed], 'openrouter/meta/bee-9')).toEqual({
      perMinute: null,
      imagePrice: null,
      name: 'openrouter/meta/bee-9',
      provider: 'openrouter',
      names: ['openrouter/meta/bee-9'],
      askAs: 'meta/bee-9',
      tier: null,
      contextTokens: 32_000,
      outputTokens: null,
      price: null,
      capabilities: {},
      local: false,
      chat: true,
      offered: true,
    });
    expect(merged([listed], 'openrouter/some/embedding-1')?.chat).toBe(false);
    expect(merged([list('openai', ['gpt-image-1.5'])], 'openai/gpt-image-1.5')).toMatchObject({
      chat: false,
      offered: true,
    });
  });

  test('takes the shorter of two lengths of prompt', () => {
    const at = (contextTokens: number) => [
      { provider: 'vllm', own: true, models: [{ id: 'microsoft/phi-4', contextTokens }] },
    ];
    expect(merged(at(8_000), 'vllm/microsoft/phi-4')?.contextTokens).toBe(8_000);
    expect(merged(at(99_000), 'vllm/microsoft/phi-4')?.contextTokens).toBe(16_384);
  });

  test('calls local and free what its owner runs, and only that', () => {
    const free = { price: { free: true }, local: true };
    const dear = { price: null, local: false };
    expect(merged([list('ollama', ['bee:7b'], true)], 'ollama/bee:7b')).toMatchObject(free);
    expect(merged([list('ollama', ['bee:7b'], false)], 'ollama/bee:7b')).toMatchObject(dear);
    expect(merged([list('ollama', ['qwen3'], true)], 'ollama/qwen3')).toMatchObject(free);
    expect(merged([list('ollama', ['qwen3'], false)], 'ollama/qwen3')).toMatchObject(dear);
    expect(merged([list('ollama', ['qwen3:8b'], false)], 'ollama/qwen3:8b')).toMatchObject(dear);
    expect(merged([list('ollama', ['qwen3:480b-cloud'], true)], 'ollama/qwen3:480b-cloud')).toMatchObject({
      ...dear,
      tier: null,
    });
    expect(merged([list('litellm', ['bee'], true)], 'litellm/bee')).toMatchObject(dear);
    expect(merged([list('stranger', ['bee'], true)], 'stranger/bee')).toMatchObject(dear);
  });

  test('calls nothing local that its server or its name says runs elsewhere', () => {
    const dear = { price: null, local: false, tier: null };
    const free = { price: { free: true }, local: true };
    const ids = ['qwen3', 'qwen3:8b', 'Bees', 'library/wasps:1b'];
    const at = (elsewhere: readonly string[] | null): Listed[] => [{ ...list('ollama', ids, true), elsewhere }];
    const told = at(['qwen3:8b', 'bees:latest', 'wasps:1b']);
    expect(merged(told, 'ollama/qwen3')).toMatchObject({ ...free, offered: true });
    for (const id of ['qwen3:8b', 'Bees', 'library/wasps:1b']) expect(merged(told, `ollama/${id}`)).toMatchObject(dear);
    for (const id of ids) expect(merged(at([]), `ollama/${id}`)).toMatchObject(free);
    for (const id of ids) expect(merged(at(null), `ollama/${id}`)).toMatchObject({ local: false, offered: true });
    const latest = [{ ...list('ollama', ['qwen3:latest'], true), elsewhere: ['qwen3:latest'] }];
    for (const id of ['qwen3', 'qwen3:latest']) expect(merged(latest, `ollama/${id}`)?.local).toBe(false);
    for (const provider of ['ollama', 'vllm', 'llamacpp']) {
      for (const id of ['bee:480B-Cloud', 'bee:CLOUD']) {
        expect(merged([list(provider, [id], true)], `${provider}/${id}`)).toMatchObject(dear);
      }
    }
  });

  test('keeps sizes apart, each with what its family can', () => {
    const listed = [list('ollama', ['qwen3:8b', 'qwen3:32b'], true)];
    const family = merged(listed, 'ollama/qwen3');
    expect(family?.offered).toBe(false);
    for (const id of ['qwen3:8b', 'qwen3:32b']) {
      expect(merged(listed, `ollama/${id}`)).toEqual({
        ...family,
        name: `ollama/${id}`,
        names: [`ollama/${id}`],
        askAs: id,
        offered: true,
      });
    }
    expect(merged([list('ollama', ['qwen3:latest'], true)], 'ollama/qwen3')).toMatchObject({
      askAs: 'qwen3:latest',
      offered: true,
    });
  });

  test('tells every name a model goes by', () => {
    const listed = [list('deepseek', ['deepseek-flash', 'deepseek-flash-20261017'])];
    expect(merged(listed, 'deepseek/deepseek-flash')?.names).toEqual([
      'deepseek/deepseek-flash',
      'deepseek/deepseek-v4-flash',
      'deepseek/deepseek-v4-flash-vision-exp',
      'deepseek/deepseek-flash-20261017',
    ]);
  });

  test('does not take the size at another provider for nothing', () => {
    expect(merged([list('openrouter', ['microsoft/phi-4:free'])], 'openrouter/microsoft/phi-4')?.offered).toBe(false);
  });

  test('forgets a price after its last day', () => {
    const price = (today: string) => merged([], 'gemini/gemini-3.8-flash', today)?.price;
    expect(price('2026-12-31')).toMatchObject({ until: '2026-12-31' });
    expect(price('2027-01-01')).toBeNull();
  });
});

test.each([
  ['http://127.0.0.1:11434/v1', true],
  ['http://localhost:8000', true],
  ['http://ollama:11434/v1', true],
  ['http://gpu.lan/v1', true],
  ['http://[::1]:8080', true],
  ['http://[fd12::1]/', true],
  ['http://[::ffff:10.0.0.1]/', true],
  ['http://192.168.1.20:8000', true],
  ['http://172.31.0.1', true],
  ['http://172.32.0.1', false],
  ['http://8.8.8.8', false],
  ['http://[2001:db8::1]/', false],
  ['http://[::ffff:8.8.8.8]/', false],
  ['https://api.openai.com/v1', false],
  ['https://localhost.example.com', false],
  ['http://0x08080808', false],
  ['not an address', false],
])('isOwnAddress(%s) is %s', (url, own) => {
  expect(isOwnAddress(url)).toBe(own);
});
