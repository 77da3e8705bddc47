import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { VendorPart } from '../testing/vendorPlay.ts';
import type { VendorServer } from '../testing/vendorServer.ts';
import { asking, providerAt, readAll, roundOf, vendors } from '../testing/vendors.ts';
import type { ModelRequest, Provider, Round } from './provider.ts';

const QUERY = '{"query":"waggle dance, „Grüße“ 🐝"}';
const INPUT: unknown = JSON.parse(QUERY);
const call = (json = QUERY, id?: string): VendorPart => ({ call: 'search', json, ...(id === undefined ? {} : { id }) });

describe.each(vendors)('calls over $kind', (vendor) => {
  let server: VendorServer;
  let provider: Provider;
  const { model, thinks } = vendor;

  beforeAll(async () => {
    server = await vendor.start();
    provider = providerAt(vendor, server);
  });
  afterAll(() => server.close());
  afterEach(() => server.otherwise(() => ({ do: 'answer' })));

  const read = (more: Partial<ModelRequest> = {}, from = model as string) => readAll(provider, asking(from, more));
  const body = () => server.requests.at(-1)?.body;

  test('come whole after the text, and the answer waits for them', async () => {
    server.next({ do: 'play', parts: [{ text: 'Let me look.' }, call()] });
    const { events, text, calls, done, error } = await read();
    expect(error).toBeNull();
    expect(text).toBe('Let me look.');
    expect(calls).toEqual([{ id: expect.stringMatching(/./) as string, name: 'search', input: INPUT, text: QUERY }]);
    expect(done).toMatchObject({ finish: 'calls', model, usage: { inputTokens: 21, outputTokens: 13 } });
    expect(events.slice(-2).map((event) => event.type)).toEqual(['call', 'done']);
  });

  test('come in parallel, in their order, each with an id of its own, cut anywhere on the wire', async () => {
    const parts = [call('{"query":"a"}'), call('{"query":"b"}'), call('{"query":"c"}')];
    server.next({ do: 'play', parts, shred: 5 });
    const { calls } = await read();
    expect(calls.map(({ input }) => input)).toEqual([{ query: 'a' }, { query: 'b' }, { query: 'c' }]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
  });

  test('may give no arguments', async () => {
    server.next({ do: 'play', parts: [call('')] });
    expect((await read()).calls).toMatchObject([{ input: {}, text: '' }]);
  });

  test('whose arguments are no JSON are told as they were written, and can be answered', async () => {
    server.next({ do: 'play', parts: [call('{"query": "a" oops')] });
    const first = await read();
    expect(first.calls).toMatchObject([{ input: null, text: '{"query": "a" oops' }]);
    const second = await read({ rounds: [roundOf(first)] });
    expect(second.error).toBeNull();
    expect(JSON.stringify(body())).toContain('INVALID_JSON');
  });

  test('are answered round after round, as the vendor wants it', async () => {
    server.next({
      do: 'play',
      parts: [{ thought: 'Two at once.' }, { text: 'Looking.' }, call(), call('{"query":"b"}')],
    });
    const first = await read({ effort: 'medium' }, thinks);
    const failing = roundOf(first, (one) => ({ text: `Of ${one.text}`, failed: one.text === QUERY }));
    server.next({ do: 'play', parts: [{ thought: 'One more.' }, call('{"query":"c"}', 'once_more')] });
    const second = await read({ effort: 'medium', rounds: [failing] }, thinks);
    expect(second.error).toBeNull();
    const third = await read({ effort: 'medium', rounds: [failing, roundOf(second)] }, thinks);
    expect(third).toMatchObject({ error: null, done: { finish: 'complete' } });
    const sent = JSON.stringify(body());
    for (const said of ['Looking.', 'waggle dance', 'once_more', 'Of search.']) expect(sent).toContain(said);
  });

  test('are answered though a result is missing, comes twice, or belongs to none', async () => {
    server.next({ do: 'play', parts: [call(), call('{"query":"b"}')] });
    const round = roundOf(await read());
    const [result] = round.results;
    if (result === undefined) throw new Error('no result');
    const stray = { ...result, callId: 'never_made' };
    const { error } = await read({ rounds: [{ ...round, results: [stray, result, { ...result, text: 'again' }] }] });
    expect(error).toBeNull();
    expect(JSON.stringify(body())).not.toMatch(/never_made|again/);
    expect(JSON.stringify(body())).toContain('broken off');
  });

  test('that another model made are told to this one, without what only that one could read', async () => {
    const foreign: Round = {
      text: 'Elsewhere.',
      calls: [{ id: 'functions.search:0|äöü', name: 'search the web!', input: [1], text: '[1]' }],
      results: [{ callId: 'functions.search:0|äöü', text: '', failed: true }],
      kept: { provider: 'another', model, content: 'sealed' },
    };
    const { error } = await read({ rounds: [foreign, foreign] });
    expect(error).toBeNull();
    expect(JSON.stringify(body())).not.toContain('sealed');
  });

  test('are not made any more where nothing is offered', async () => {
    server.next({ do: 'play', parts: [call()] });
    const round = roundOf(await read());
    expect(await read({ tools: [], rounds: [round] })).toMatchObject({
      error: null,
      done: { finish: 'complete' },
    });
  });

  test('are offered under their names with their schemas', async () => {
    await read();
    expect(JSON.stringify(body()?.tools)).toContain('"query":{"type":"string"}');
    expect(JSON.stringify(body()?.tools)).toContain('Searches the web.');
    await read({ tools: [] });
    expect(body()).not.toHaveProperty('tools');
  });

  test('go on after a text that was shown after the last of them, and leave a repetition out', async () => {
    server.next({ do: 'play', parts: [{ text: 'Let me look.' }, call()] });
    const round = { ...roundOf(await read()), kept: null };
    server.next({ do: 'play', parts: [{ text: 'dance to tell each other.' }] });
    const { text, error } = await read({ rounds: [round], soFar: 'Bees dance to ' });
    expect(error).toBeNull();
    expect(text).toBe('tell each other.');
    server.next({ do: 'play', parts: [{ text: 'dance to' }, call()] });
    const calling = await read({ rounds: [round], soFar: 'Bees dance to ' });
    expect(calling).toMatchObject({ text: '', error: null, calls: [{ name: 'search' }] });
    server.next({ do: 'play', parts: [{ text: 'Bees' }, call()] });
    const { events } = await read({ rounds: [round], soFar: 'Bees dance. ' });
    expect(events.map((event) => event.type).filter((type) => type !== 'usage')).toEqual(['text', 'call', 'done']);
  });

  test('and everything else are the same or nothing, wherever the stream breaks off', async () => {
    const parts = [{ thought: 'Hm.' }, { text: 'Look.' }, call('{"a":1}'), call('{"b":2}')];
    for (let frames = 0; ; frames += 1) {
      server.next({ do: 'play', parts, frames });
      const { error, calls, done } = await read();
      if (error === null) {
        expect(calls).toHaveLength(2);
        expect(done).toMatchObject({ finish: 'calls' });
        break;
      }
      expect(error).toMatchObject({ fault: 'cut-short' });
      expect(calls).toEqual([]);
    }
  });

  const faults: [string, Parameters<VendorServer['next']>[0], string][] = [
    ['the stream ends within', { do: 'play', parts: [{ text: 'So.' }, call()], cut: 'in-call' }, 'cut-short'],
    [
      'the stream ends right after',
      { do: 'play', parts: [{ text: 'So.' }, call()], cut: 'before-ending' },
      'cut-short',
    ],
    ['the arguments never end of', { do: 'play', parts: [call('x'.repeat(1_000_001))] }, 'overloaded'],
    ['the name is missing of', { do: 'play', parts: [{ call: '', json: '{}' }] }, 'overloaded'],
  ];
  test.each(faults)('are none where %s one', async (_, behaviour, fault) => {
    server.next(behaviour);
    const { error, calls, done } = await read();
    expect(error).toMatchObject({ name: 'ProviderError', fault });
    expect(calls).toEqual([]);
    expect(done).toBeUndefined();
  });

  test.each(['length', 'refused'] as const)('are none where the answer ends by %s', async (finish) => {
    server.next({ do: 'play', parts: [{ text: 'So.' }, call(), call('{"query":"b')], finish });
    expect(await read()).toMatchObject({ error: null, calls: [], text: 'So.', done: { finish } });
  });

  test('have thoughts and sources before them', async () => {
    const sources = [
      { url: 'https://bees.example/dance', title: 'The dance' },
      { url: 'https://bees.example/honey', title: 'Honey' },
      { url: 'https://bees.example/dance', title: 'The dance again' },
      { url: 'javascript:alert(1)', title: 'No' },
    ];
    server.next({ do: 'play', parts: [{ thought: 'They ask about bees.' }, { sources }, call()] });
    const answered = await read({ effort: 'high' });
    expect(answered.thoughts).toBe('They ask about bees.');
    expect(answered.sources).toEqual(sources.slice(0, 2));
    expect(answered.done).toMatchObject({ finish: 'calls', kept: { provider: vendor.kind, model } });
  });

  test('cost what was read before, stored for later and thought, too', async () => {
    const usage = { inputTokens: 900, outputTokens: 80, cachedTokens: 700, writtenTokens: 150, thinkingTokens: 60 };
    server.next({ do: 'play', parts: [call()], usage });
    expect((await read()).done?.usage).toEqual({
      inputTokens: 900,
      outputTokens: 80,
      cachedInputTokens: 700,
      cacheWriteTokens: 150,
      thinkingTokens: 60,
    });
  });

  test('are refused where their results are not told', async () => {
    const refused = await fetch(
      `${server.url}/v1/${{ anthropic: 'messages', openai: 'responses', compatible: 'chat/completions' }[vendor.kind]}`,
      {
        method: 'POST',
        headers: { 'x-api-key': 'sk-test-0123456789abcdef', authorization: 'Bearer sk-test-0123456789abcdef' },
        body: JSON.stringify({
          model,
          input: [{ type: 'function_call', call_id: 'a', name: 'search', arguments: '{}' }],
          tools: [],
          messages: [
            { role: 'user', content: 'x' },
            {
              role: 'assistant',
              content: vendor.kind === 'anthropic' ? [{ type: 'tool_use', id: 'a', name: 'search', input: {} }] : 'x',
              tool_calls: [{ id: 'a', type: 'function', function: { name: 'search', arguments: '{}' } }],
            },
            { role: 'user', content: 'y' },
          ],
        }),
      },
    );
    expect(refused.status).toBe(400);
  });
});
