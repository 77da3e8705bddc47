import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnthropicServer } from '../testing/anthropicServer.ts';
import type { Frame, VendorPart } from '../testing/vendorPlay.ts';
import type { VendorServer } from '../testing/vendorServer.ts';
import { asking, providerAt, readAll, roundOf, SEARCH, vendors } from '../testing/vendors.ts';
import { thinkingOf } from './anthropicThinking.ts';
import type { ModelRequest, Provider } from './provider.ts';

const MODEL = 'claude-opus-5-5';
const CALL: VendorPart = { call: 'search', json: '{"query":"a"}' };

let server: VendorServer;
let provider: Provider;
beforeAll(async () => {
  server = await startAnthropicServer();
  provider = providerAt(vendors[0], server);
});
afterAll(() => server.close());

const read = (more: Partial<ModelRequest> = {}, model = MODEL) => readAll(provider, asking(model, more));
const body = () => server.requests.at(-1)?.body;

function frame(data: { type: string; [field: string]: unknown }): Frame {
  return { event: data.type, data };
}

describe('thoughts', () => {
  const twice = async (model: string, change: Partial<ModelRequest>) => {
    server.next({ do: 'play', parts: [{ thought: 'Look it up.' }, { text: 'Looking.' }, CALL] });
    const round = roundOf(await read({ effort: 'medium' }, model));
    const { error } = await read({ effort: 'medium', rounds: [round], ...change }, model);
    expect(error).toBeNull();
    return JSON.stringify(body());
  };

  test('go back as they came, with the text and the calls in their order', async () => {
    const sent = await twice(MODEL, {});
    expect(sent).toMatch(/"thinking":"Look it up\.".*"text":"Looking\.".*"tool_use".*"tool_result"/);
  });

  test.each<[string, Partial<ModelRequest>]>([
    ['the instructions', { system: 'You are long.' }],
    ['the tools', { tools: [SEARCH, { ...SEARCH, name: 'read' }] }],
    ['what was said before', { turns: [{ role: 'user', text: 'And wasps?' }] }],
  ])('stay away where %s changed, for they would be refused', async (_, change) => {
    expect(await twice(MODEL, change)).not.toContain('"thinking":"Look');
  });

  test('stay away from another model, which goes on without thinking where it can only think from the start', async () => {
    server.next({ do: 'play', parts: [{ thought: 'Look it up.' }, CALL] });
    const round = roundOf(await read({ effort: 'medium' }));
    const { error } = await read({ effort: 'medium', rounds: [round] }, 'claude-haiku-4-5');
    expect(error).toBeNull();
    expect(body()).toMatchObject({ thinking: { type: 'disabled' } });
    expect(await twice('claude-haiku-4-5', {})).toContain('"thinking":"Look');
    expect(body()).toMatchObject({ thinking: { type: 'enabled' } });
  });

  test('that cannot be read by anybody go back too', async () => {
    const sealed = [
      frame({ type: 'content_block_start', index: 0, content_block: { type: 'redacted_thinking', data: 'c2VhbGVk' } }),
      frame({ type: 'content_block_stop', index: 0 }),
    ];
    server.next({ do: 'play', parts: [{ frames: sealed }, CALL] });
    const round = roundOf(await read());
    await read({ rounds: [JSON.parse(JSON.stringify(round)) as typeof round] });
    expect(JSON.stringify(body())).toContain('{"type":"redacted_thinking","data":"c2VhbGVk"}');
  });

  test('are left as the model has them where nothing is said of them', async () => {
    await read({ tools: [] });
    expect(body()).not.toHaveProperty('thinking');
    expect(body()).not.toHaveProperty('output_config');
    expect(body()).toMatchObject({ max_tokens: 8_500, system: 'You are brief.' });
  });

  test.each<[string, ModelRequest['effort'], ReturnType<typeof thinkingOf>['thinking'], string | undefined]>([
    ['claude-opus-5-5', 'none', undefined, 'low'],
    ['claude-fable-5', 'none', undefined, 'low'],
    ['claude-mythos-preview', 'none', undefined, 'low'],
    ['claude-opus-6', 'none', undefined, 'low'],
    ['claude-sonnet-5-5', 'none', { type: 'between_tools' }, undefined],
    ['claude-haiku-5-5', 'none', { type: 'disabled' }, undefined],
    ['claude-opus-5', 'none', { type: 'disabled' }, undefined],
    ['claude-opus-4-6', 'low', { type: 'adaptive', display: 'summarized' }, 'low'],
    ['claude-sonnet-5', 'high', { type: 'adaptive', display: 'summarized' }, 'high'],
    ['claude-haiku-4-5-20251001', 'low', { type: 'enabled', budget_tokens: 2_000 }, undefined],
    ['claude-opus-4-20250514', 'high', { type: 'enabled', budget_tokens: 16_000 }, undefined],
    ['claude-3-5-haiku-20241022', 'high', undefined, undefined],
    ['kimi-k3', 'high', undefined, undefined],
  ])('of %s at effort %s', (model, effort, thinking, told) => {
    const decided = thinkingOf(model, effort, true);
    expect(decided.thinking).toEqual(thinking);
    expect(decided.effort).toBe(told);
    if (thinking?.type === 'enabled') expect(thinking.budget_tokens).toBeLessThan(decided.room);
  });
});

test('what begins alike is marked to be read once, without a change to what is said', async () => {
  server.next({
    do: 'play',
    parts: [{ thought: 'Look.' }, CALL, CALL].map((part, index) => ({ ...part, id: `t${index}` })),
  });
  const round = roundOf(await read({ cacheKey: 'chat-1', effort: 'low' }));
  const marks = () => JSON.stringify(body()).match(/"cache_control":\{"type":"ephemeral"\}/g);
  expect(marks()).toHaveLength(3);
  expect(body()).toMatchObject({ system: [{ text: 'You are brief.', cache_control: { type: 'ephemeral' } }] });
  expect((await read({ cacheKey: 'chat-1', effort: 'low', rounds: [round] })).error).toBeNull();
  expect(marks()).toHaveLength(3);
  expect(JSON.stringify(body())).toContain('"thinking":"Look."');
  expect(JSON.stringify(body())).toMatch(/"tool_use_id":"t2","content":"[^"]*","cache_control"/);
  await read({ cacheKey: 'chat-1', system: '', tools: [] });
  expect(marks()).toHaveLength(1);
});

test('an answer of a schema is asked for as one that can be enforced', async () => {
  const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 3 } }, required: ['n'] };
  expect((await read({ schema: { name: 'count', schema }, effort: 'low' })).error).toBeNull();
  expect(body()).toMatchObject({
    output_config: { effort: 'low', format: { type: 'json_schema', schema: { additionalProperties: false } } },
  });
});

test('a call that failed is told as such, and one with the id of another gets its own', async () => {
  server.next({ do: 'play', parts: [{ ...CALL, id: 'same' }] });
  const round = roundOf(await read(), () => ({ text: 'No.', failed: true }));
  expect((await read({ rounds: [round, round] })).error).toBeNull();
  expect(JSON.stringify(body())).toContain('"content":"No.","is_error":true');
});

describe('what can not be', () => {
  const delta = (index: number, what: Record<string, unknown>) =>
    frame({ type: 'content_block_delta', index, delta: what });
  const tool = { type: 'tool_use', id: 't1', name: 'search', input: {} };
  const start = (content_block: Record<string, unknown>) =>
    frame({ type: 'content_block_start', index: 0, content_block });

  test.each<[string, Frame[], string]>([
    ['an index twice', [start({ type: 'text', text: '' }), start(tool)], 'overloaded'],
    ['a piece of a block that never began', [delta(7, { type: 'input_json_delta', partial_json: '{}' })], 'overloaded'],
    [
      'arguments in a text',
      [start({ type: 'text', text: '' }), delta(0, { type: 'input_json_delta', partial_json: '{}' })],
      'overloaded',
    ],
    ['text in a call', [start(tool), delta(0, { type: 'text_delta', text: 'a' })], 'overloaded'],
    ['a call without an id', [start({ type: 'tool_use', name: 'search' })], 'overloaded'],
    ['a call that is never closed', [start(tool)], 'cut-short'],
    ['waiting for a call that was not made', [], 'overloaded'],
  ])('is a fault: %s', async (_, frames, fault) => {
    server.next({ do: 'play', parts: [{ frames }], finish: 'calls' });
    expect(await read()).toMatchObject({ error: { fault }, calls: [] });
  });

  test('is a fault: two calls with one id', async () => {
    server.next({
      do: 'play',
      parts: [
        { ...CALL, id: 'same' },
        { ...CALL, id: 'same' },
      ],
    });
    expect(await read()).toMatchObject({ error: { fault: 'overloaded' }, calls: [] });
  });

  test('is passed over where it does no harm: blocks and events of kinds unknown, an input sent at once', async () => {
    const frames = [
      start({ type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"q":' }),
      frame({ type: 'content_block_stop', index: 0 }),
      frame({ type: 'tomorrow', index: 0 }),
      frame({ type: 'content_block_start', index: 1, content_block: { ...tool, input: { query: 'b' } } }),
      frame({ type: 'content_block_stop', index: 1 }),
    ];
    server.next({ do: 'play', parts: [{ frames }], finish: 'calls' });
    expect(await read()).toMatchObject({ error: null, calls: [{ input: { query: 'b' } }] });
  });
});
