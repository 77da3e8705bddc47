import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOpenAiServer } from '../testing/openaiServer.ts';
import type { Frame, VendorPart } from '../testing/vendorPlay.ts';
import type { VendorServer } from '../testing/vendorServer.ts';
import { asking, providerAt, readAll, roundOf, vendors } from '../testing/vendors.ts';
import { reasoningOf } from './openaiReasoning.ts';
import type { ModelRequest, Provider } from './provider.ts';

const MODEL = 'gpt-6.1-sol';
const CALL: VendorPart = { call: 'search', json: '{"query":"a"}' };

let server: VendorServer;
let provider: Provider;
beforeAll(async () => {
  server = await startOpenAiServer();
  provider = providerAt(vendors[1], server);
});
afterAll(() => server.close());

const read = (more: Partial<ModelRequest> = {}, model = MODEL) => readAll(provider, asking(model, more));
const body = () => server.requests.at(-1)?.body;

describe('thoughts', () => {
  test('come encrypted, are not stored there, and go back right before what they led to', async () => {
    const parts = [{ thought: 'Two.' }, { text: 'Looking.' }, CALL, { thought: 'And.' }, { call: 'read', json: '{}' }];
    server.next({ do: 'play', parts });
    const round = roundOf(await read({ effort: 'high' }));
    expect(body()).toMatchObject({
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { effort: 'high', summary: 'auto' },
    });
    const again = JSON.parse(JSON.stringify(round)) as typeof round;
    expect((await read({ effort: 'high', rounds: [again] })).error).toBeNull();
    const { input } = body() as { input: Record<string, unknown>[] };
    expect(input.map((item) => item.type ?? item.phase ?? item.role)).toEqual([
      'user',
      'reasoning',
      'commentary',
      'function_call',
      'reasoning',
      'function_call',
      'function_call_output',
      'function_call_output',
    ]);
  });

  test('stay away where one of the calls is no longer told, and from another model', async () => {
    server.next({ do: 'play', parts: [{ thought: 'Two.' }, CALL, CALL] });
    const round = roundOf(await read({ effort: 'low' }));
    expect((await read({ rounds: [{ ...round, calls: round.calls.slice(1) }] })).error).toBeNull();
    expect(JSON.stringify(body())).not.toContain('"encrypted_content":');
    expect((await read({ rounds: [round] }, 'gpt-4.1')).error).toBeNull();
    expect(JSON.stringify(body())).not.toContain('encrypted_content');
  });

  test.each<[string, ModelRequest['effort'], string | undefined]>([
    ['gpt-6.1-sol', 'none', 'none'],
    ['gpt-5.1', 'none', 'none'],
    ['gpt-5-mini', 'none', 'minimal'],
    ['gpt-5', 'none', 'minimal'],
    ['gpt-5-2025-08-07', 'none', 'minimal'],
    ['gpt-5.1-codex', 'none', 'low'],
    ['o4-mini', 'none', 'low'],
    ['o4-mini', 'medium', 'medium'],
    ['gpt-4.1', 'high', undefined],
    ['gpt-5-chat-latest', 'high', undefined],
    ['gpt-6.1-sol', undefined, undefined],
  ])('of %s at effort %s', (model, effort, told) => {
    expect(reasoningOf(asking(model, { effort })).reasoning?.effort).toBe(told);
  });

  test('are left as the model has them where nothing is said of them', async () => {
    await read({ tools: [] });
    for (const field of ['reasoning', 'include', 'tools', 'text', 'prompt_cache_key']) {
      expect(body()).not.toHaveProperty(field);
    }
  });
});

test('a conversation has its key for what was read before', async () => {
  await read({ cacheKey: 'chat-1' });
  expect(body()).toMatchObject({ prompt_cache_key: 'chat-1' });
});

test('a schema is enforced where it can be', async () => {
  const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
  expect((await read({ schema: { name: 'count', schema } })).error).toBeNull();
  expect(body()).toMatchObject({ text: { format: { type: 'json_schema', name: 'count', strict: false } } });
  const closed = { ...schema, additionalProperties: false };
  expect((await read({ schema: { name: 'count', schema: closed } })).error).toBeNull();
  expect(body()).toMatchObject({ text: { format: { strict: true, schema: closed } } });
});

describe('what can not be', () => {
  let sequence = 100;
  const frame = (data: { type: string; [field: string]: unknown }): Frame => {
    sequence += 1;
    return { event: data.type, data: { output_index: 0, item_id: 'fc_00', ...data, sequence_number: sequence } };
  };
  const item = {
    id: 'fc_00',
    type: 'function_call',
    call_id: 'c',
    name: 'search',
    arguments: '{}',
    status: 'completed',
  };
  const added = frame({ type: 'response.output_item.added', item: { ...item, arguments: '' } });
  const done = frame({ type: 'response.output_item.done', item });
  const delta = frame({ type: 'response.function_call_arguments.delta', delta: '{}' });

  test.each<[string, Frame[], string]>([
    ['an index twice', [added, added], 'overloaded'],
    ['a piece of a call that never began', [delta], 'overloaded'],
    ['a piece after the end', [added, done, delta], 'overloaded'],
    ['a call that ends twice', [added, done, done], 'overloaded'],
    [
      'a call without an id',
      [frame({ type: 'response.output_item.done', item: { ...item, call_id: null } })],
      'overloaded',
    ],
    ['a call that never ends', [added, delta], 'cut-short'],
    [
      'half a call',
      [frame({ type: 'response.output_item.done', item: { ...item, status: 'incomplete' } })],
      'cut-short',
    ],
  ])('is a fault: %s', async (_, frames, fault) => {
    server.next({ do: 'play', parts: [{ frames }] });
    expect(await read()).toMatchObject({ error: { fault }, calls: [] });
  });

  test('is passed over where it does no harm: items and events of kinds unknown, a call told only at its end', async () => {
    const frames = [
      frame({ type: 'response.output_item.added', item: { type: 'web_search_call', id: 'ws' } }),
      frame({ type: 'response.tomorrow' }),
      frame({ type: 'response.output_item.done', output_index: 1, item }),
    ];
    server.next({ do: 'play', parts: [{ frames }] });
    expect(await read()).toMatchObject({ error: null, calls: [{ id: 'c', input: {} }], done: { finish: 'calls' } });
  });
});
