import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompatibleServer } from '../testing/compatibleServer.ts';
import { chunk } from '../testing/compatiblePlay.ts';
import type { Frame, Play, VendorPart } from '../testing/vendorPlay.ts';
import type { VendorServer } from '../testing/vendorServer.ts';
import { asking, providerAt, readAll, roundOf, vendors } from '../testing/vendors.ts';
import type { ModelRequest, Provider } from './provider.ts';

const QUERIES = ['a', 'b', 'c'].map((query) => ({ query }));
const CALLS: VendorPart[] = QUERIES.map((query) => ({ call: 'search', json: JSON.stringify(query) }));

let server: VendorServer;
let provider: Provider;
beforeAll(async () => {
  server = await startCompatibleServer();
  provider = providerAt(vendors[2], server);
});
afterAll(() => server.close());

const read = (more: Partial<ModelRequest> = {}, model = 'qwen3') => readAll(provider, asking(model, more));
const body = () => server.requests.at(-1)?.body;

function delta(what: Record<string, unknown>, finish_reason: string | null = null): Frame {
  return chunk('qwen3', [{ index: 0, delta: what, logprobs: null, finish_reason }]);
}

describe('calls', () => {
  test.each<NonNullable<Play['manner']>>([
    'whole-at-index-0',
    'without-ids',
    'name-at-each-piece',
    'arguments-as-object',
  ])('are told apart from servers that write them %s', async (manner) => {
    server.next({ do: 'play', parts: CALLS, manner });
    const answered = await read();
    expect(answered.error).toBeNull();
    expect(answered.calls.map((call) => call.input)).toEqual(QUERIES);
    expect(new Set(answered.calls.map((call) => call.id)).size).toBe(3);
    expect(answered.done).toMatchObject({ finish: 'calls' });
    expect((await read({ rounds: [roundOf(answered)] })).error).toBeNull();
  });

  test('without arguments are told apart by their ids alone', async () => {
    const parts = ['a', 'b'].map((id) => ({ call: 'search', json: '', id }));
    server.next({ do: 'play', parts, manner: 'whole-at-index-0' });
    expect((await read()).calls.map((call) => call.id)).toEqual(['a', 'b']);
  });

  test('get a new id where the server gives one again', async () => {
    server.next({ do: 'play', parts: [{ ...CALLS[0], call: 'search', json: '{}', id: 'call_0' }] });
    const first = roundOf(await read());
    server.next({ do: 'play', parts: [{ call: 'search', json: '{}', id: 'call_0' }] });
    const second = roundOf(await read({ rounds: [first] }));
    expect(first.calls[0]?.id).toBe('call_0');
    expect(second.calls[0]?.id).not.toBe('call_0');
    expect((await read({ rounds: [first, second] })).error).toBeNull();
  });

  test('go back signed to Gemini, and with a word for it where another made them', async () => {
    server.next({ do: 'play', parts: CALLS });
    const round = roundOf(await read({}, 'gemini-4-argon'));
    expect((await read({ rounds: [round] }, 'gemini-4-argon')).error).toBeNull();
    expect(JSON.stringify(body())).toContain('signed-call_00');
    await read({ rounds: [{ ...round, kept: null }] }, 'gemini-4-argon');
    expect(JSON.stringify(body())).toContain('skip_thought_signature_validator');
    expect((await read({ rounds: [round] })).error).toBeNull();
    expect(JSON.stringify(body())).not.toContain('thought_signature');
  });

  test('go to Mistral under ids that it takes', async () => {
    server.next({ do: 'play', parts: CALLS });
    const round = roundOf(await read());
    expect((await read({ rounds: [round] }, 'mistral-large')).error).toBeNull();
  });
});

describe('thoughts', () => {
  test('go back to who wants them, under the name by which they came', async () => {
    server.next({ do: 'play', parts: [{ thought: 'Look.' }, { call: 'search', json: '{}' }] });
    const round = roundOf(await read({}, 'deepseek-v4'));
    expect((await read({ rounds: [round] }, 'deepseek-v4')).error).toBeNull();
    expect(JSON.stringify(body())).toContain('"reasoning_content":"Look."');
    expect((await read({ rounds: [{ ...round, kept: null }] }, 'deepseek-v4')).error).toBeNull();
    const frames = [
      delta({ reasoning: 'Hm.' }),
      delta({ tool_calls: [{ function: { name: 'search', arguments: '' } }] }),
    ];
    server.next({ do: 'play', parts: [{ frames }], finish: 'calls' });
    const other = await read();
    expect(other.thoughts).toBe('Hm.');
    await read({ rounds: [roundOf(other)] });
    expect(JSON.stringify(body())).toContain('"reasoning":"Hm."');
  });
});

describe('sources', () => {
  test('stand in the order that the numbers in the text count', async () => {
    const found = [
      { url: 'https://b.example/', title: 'B' },
      { url: 'https://a.example/', title: 'A' },
    ];
    const citations = ['https://a.example/', 'https://b.example/', 'https://c.example/'];
    server.next({ do: 'play', parts: [{ frames: [chunk('sonar', [], { citations, search_results: found })] }] });
    expect((await read()).sources).toEqual([
      { url: 'https://a.example/', title: 'A' },
      { url: 'https://b.example/', title: 'B' },
      { url: 'https://c.example/', title: '' },
    ]);
  });

  test('may come as annotations, and what is none does no harm', async () => {
    const annotation = { type: 'url_citation', url_citation: { url: 'https://a.example/', title: 'A' } };
    const frames = [
      delta({ annotations: [annotation] }),
      delta({ annotations: 'none' }),
      chunk('sonar', [], { citations: { a: 1 }, search_results: [3] }),
    ];
    server.next({ do: 'play', parts: [{ frames }, { text: 'So.' }] });
    expect(await read()).toMatchObject({ error: null, text: 'So.', sources: [{ title: 'A' }] });
  });
});

test('nothing is sent that other servers do not know', async () => {
  await read({ tools: [], effort: 'high', cacheKey: 'chat-1' });
  expect(Object.keys(body() ?? {}).toSorted()).toEqual(['max_tokens', 'messages', 'model', 'stream', 'stream_options']);
});

test('an answer of a schema is asked for', async () => {
  const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
  await read({ schema: { name: 'empty', schema } });
  expect(body()).toMatchObject({
    response_format: { type: 'json_schema', json_schema: { name: 'empty', schema, strict: true } },
  });
});

describe('what can not be', () => {
  const piece = (what: Record<string, unknown>) => delta({ tool_calls: [what] });
  test.each<[string, Frame[]]>([
    ['waiting for a call that was not made', []],
    ['arguments of a call that never began', [piece({ index: 0, function: { arguments: '{}' } })]],
    ['a call that is no object', [delta({ tool_calls: ['search'] })]],
    ['arguments that are neither text nor object', [piece({ index: 0, function: { name: 'search', arguments: 3 } })]],
  ])('is a fault: %s', async (_, frames) => {
    server.next({ do: 'play', parts: [{ frames }], finish: 'calls' });
    expect(await read()).toMatchObject({ error: { fault: 'overloaded' }, calls: [] });
  });
});
