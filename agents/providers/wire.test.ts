import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askModel } from '../run/loop/askModel.ts';
import { startAnthropicServer } from '../testing/anthropicServer.ts';
import { startCompatibleServer } from '../testing/compatibleServer.ts';
import { startOpenAiServer } from '../testing/openaiServer.ts';
import { candidateFor, modelsWith, quickClock, recordedLog } from '../testing/parts.ts';
import { type Behaviour, PIECES, VENDOR_KEY, type VendorServer } from '../testing/vendorServer.ts';
import { knownProvider, plainEntry } from '../testing/vendors.ts';
import { buildProvider } from './build.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderError } from './provider.ts';

const WHOLE = PIECES.join('');
const IMPATIENT = { firstTokenMs: 700, idleMs: 700 };

const vendors = [
  {
    kind: 'anthropic' as const,
    start: startAnthropicServer,
    path: '',
    models: ['claude-opus-5-5', 'claude-haiku-5-5'],
    usage: { inputTokens: 21, outputTokens: 13, cachedInputTokens: 1 },
  },
  {
    kind: 'openai' as const,
    start: startOpenAiServer,
    path: '/v1',
    models: ['gpt-6.1-sol', 'gpt-6-luna'],
    usage: { inputTokens: 21, outputTokens: 13 },
  },
  {
    kind: 'compatible' as const,
    start: startCompatibleServer,
    path: '/v1',
    models: ['llama4', 'qwen3'],
    usage: { inputTokens: 21, outputTokens: 13 },
  },
];

describe.each(vendors)('$kind through its SDK', ({ kind, start, path, models, usage }) => {
  let server: VendorServer;
  let provider: Provider;
  let impatient: Provider;
  const model = models[0] ?? '';
  const entry = plainEntry(kind);

  beforeAll(async () => {
    server = await start();
    const config = { entry, apiKey: VENDOR_KEY, baseUrl: server.url + path };
    provider = buildProvider(config);
    impatient = buildProvider({ ...config, patience: IMPATIENT });
  });
  afterAll(() => server.close());
  afterEach(() => server.otherwise(() => ({ do: 'answer' })));

  function request(more: Partial<ModelRequest> = {}): ModelRequest {
    return {
      model,
      system: 'You are brief.',
      turns: [{ role: 'user', text: 'Why do bees dance?' }],
      soFar: '',
      maxOutputTokens: 500,
      signal: new AbortController().signal,
      ...more,
    };
  }

  /** Everything a stream gave, and the fault it ended with, if it did. */
  async function read(asked: ModelRequest = request(), from: Provider = provider) {
    const events: ModelEvent[] = [];
    let error: ProviderError | null = null;
    try {
      for await (const event of from.stream(asked)) events.push(event);
    } catch (thrown) {
      error = thrown as ProviderError;
    }
    const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
    return { events, text, error, done: events.find((event) => event.type === 'done') };
  }

  test('streams an answer piece by piece and ends with usage and model', async () => {
    const { events, text, done, error } = await read();
    expect(error).toBeNull();
    expect(text).toBe(WHOLE);
    expect(events.filter((event) => event.type === 'text' && event.text !== '')).toHaveLength(PIECES.length);
    expect(done).toEqual({ type: 'done', finish: 'complete', usage, model });
    expect(events.at(-1)).toBe(done);
  });

  test('asks for what it should: model, system, turns, streaming', async () => {
    await read();
    const body = JSON.stringify(server.requests.at(-1)?.body);
    expect(server.requests.at(-1)?.body).toMatchObject({ model, stream: true });
    expect(body).toContain('You are brief.');
    expect(body).toContain('Why do bees dance?');
  });

  test('survives umlauts, emoji and new lines cut anywhere on the wire', async () => {
    const pieces = ['Grüße', '\n\n', '👩‍🚀', ' „ja“ ', 'data: x\n', '```ts\n"\\"'];
    server.next({ do: 'answer', pieces, shred: 3 });
    expect((await read()).text).toBe(pieces.join(''));
  });

  test('waits for a slow model as long as it shows life', async () => {
    server.next({ do: 'answer', delayMs: 200 });
    expect(await read(request(), impatient)).toMatchObject({ text: WHOLE, error: null });
  });

  test.each([
    ['length', 'length'],
    ['refused', 'refused'],
  ] as const)('tells an answer that ends by %s', async (finish, expected) => {
    server.next({ do: 'answer', pieces: ['So'], finish });
    expect((await read()).done).toMatchObject({ finish: expected });
  });

  const faults: [string, Behaviour, Partial<ProviderError>, string][] = [
    ['a refused key', { do: 'refuse', fault: 'bad-key' }, { fault: 'bad-key' }, ''],
    ['a lack of rights', { do: 'refuse', fault: 'forbidden' }, { fault: 'bad-key' }, ''],
    ['an empty account', { do: 'refuse', fault: 'no-credit' }, { fault: 'out-of-credit' }, ''],
    [
      'a spending limit',
      { do: 'refuse', fault: 'spend-cap', headers: { 'retry-after': '3' } },
      { fault: 'out-of-credit', retryAfterMs: 3000 },
      '',
    ],
    [
      'too many requests, in seconds',
      { do: 'refuse', fault: 'rate-limited', headers: { 'retry-after': '7' } },
      { fault: 'rate-limited', retryAfterMs: 7000 },
      '',
    ],
    [
      'too many requests, in milliseconds',
      { do: 'refuse', fault: 'rate-limited', headers: { 'retry-after-ms': '1500', 'retry-after': '2' } },
      { fault: 'rate-limited', retryAfterMs: 1500 },
      '',
    ],
    [
      'too many requests, without a time',
      { do: 'refuse', fault: 'rate-limited' },
      { fault: 'rate-limited', retryAfterMs: undefined },
      '',
    ],
    ['a prompt that is too long', { do: 'refuse', fault: 'too-long' }, { fault: 'too-long' }, ''],
    ['a request that is not accepted', { do: 'refuse', fault: 'bad-request' }, { fault: 'bad-request' }, ''],
    ['a model that is not there', { do: 'refuse', fault: 'not-found' }, { fault: 'bad-request' }, ''],
    ['a fault of the server', { do: 'refuse', fault: 'server-error' }, { fault: 'overloaded' }, ''],
    ['an overload', { do: 'refuse', fault: 'overloaded' }, { fault: 'overloaded' }, ''],
    ['silence from the first moment', { do: 'hang', after: -1 }, { fault: 'timeout' }, ''],
    ['silence before the first word', { do: 'hang', after: 0 }, { fault: 'timeout' }, ''],
    ['silence in the middle', { do: 'hang', after: 2 }, { fault: 'timeout' }, 'Bees dance '],
    ['a connection that breaks before the answer', { do: 'reset', after: -1 }, { fault: 'unreachable' }, ''],
    ['a connection that breaks before the first word', { do: 'reset', after: 0 }, { fault: 'unreachable' }, ''],
    ['a connection that breaks in the middle', { do: 'reset', after: 2 }, { fault: 'unreachable' }, 'Bees dance '],
    ['a clean end without a word', { do: 'end-early', after: 0 }, { fault: 'cut-short' }, ''],
    ['a clean end in the middle', { do: 'end-early', after: 2 }, { fault: 'cut-short' }, 'Bees dance '],
    [
      'an overload within the stream',
      { do: 'fail-in-stream', after: 2, fault: 'overloaded' },
      { fault: 'overloaded' },
      'Bees dance ',
    ],
    [
      'a limit within the stream',
      { do: 'fail-in-stream', after: 1, fault: 'rate-limited' },
      { fault: 'rate-limited' },
      'Bees ',
    ],
    [
      'a fault within the stream',
      { do: 'fail-in-stream', after: 0, fault: 'server-error' },
      { fault: 'overloaded' },
      '',
    ],
  ];

  test.each(faults)('knows %s', async (_, behaviour, fault, shown) => {
    server.next(behaviour);
    const before = server.requests.length;
    const { error, text, done } = await read(request(), behaviour.do === 'hang' ? impatient : provider);
    expect(error).toMatchObject({ name: 'ProviderError', ...fault });
    expect(text).toBe(shown);
    expect(done).toBeUndefined();
    expect(server.requests.length - before).toBe(1);
  });

  test('says nothing of the key when it is refused', async () => {
    const secret = 'sk-live-SECRETSECRETSECRET';
    const wrong = buildProvider({ entry, apiKey: secret, baseUrl: server.url + path });
    const { error } = await read(request(), wrong);
    expect(error).toMatchObject({ fault: 'bad-key' });
    const told = `${error?.message} ${error?.stack} ${String((error?.cause as Error).stack)}`;
    expect(told).not.toContain('SECRET');
    await expect(wrong.models(new AbortController().signal)).rejects.toMatchObject({ fault: 'bad-key' });
  });

  test('is unreachable where nobody listens', async () => {
    const gone = await start();
    await gone.close();
    const nowhere = buildProvider({ entry, apiKey: VENDOR_KEY, baseUrl: gone.url + path });
    expect((await read(request(), nowhere)).error).toMatchObject({ fault: 'unreachable' });
    await expect(nowhere.models(new AbortController().signal)).rejects.toMatchObject({ fault: 'unreachable' });
  });

  test('stops when a person stops it, and hangs up', async () => {
    const stop = new AbortController();
    server.next({ do: 'hang', after: 2 });
    let text = '';
    const reading = async () => {
      for await (const event of provider.stream(request({ signal: stop.signal }))) {
        if (event.type === 'text') text += event.text;
        if (text === 'Bees dance ') stop.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ fault: 'aborted' });
    expect(text).toBe('Bees dance ');
    await server.requests.at(-1)?.closed;
  });

  test('hangs up on a model that keeps silent', async () => {
    server.next({ do: 'hang', after: 0 });
    await read(request(), impatient);
    await server.requests.at(-1)?.closed;
  });

  test('is not sent at all where it was stopped before', async () => {
    const before = server.requests.length;
    const { error } = await read(request({ signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ fault: 'aborted' });
    expect(server.requests.length).toBe(before);
  });

  test('goes on after the text shown and leaves a repetition out', async () => {
    server.next({ do: 'answer', pieces: ['dance to', ' tell ', 'each other.'] });
    const { text } = await read(request({ soFar: 'Bees dance to ' }));
    expect(text).toBe('tell each other.');
    const body = JSON.stringify(server.requests.at(-1)?.body);
    expect(body).toContain('"Bees dance to"');
    expect(body).toContain('was interrupted');
  });

  test('lists its models', async () => {
    expect(await provider.models(new AbortController().signal)).toEqual(models);
    await expect(provider.models(AbortSignal.abort())).rejects.toMatchObject({ fault: 'aborted' });
  });

  test('is asked again after a fault, with one retry loop and no text twice', async () => {
    const texts: string[] = [];
    const before = server.requests.length;
    server.next({ do: 'refuse', fault: 'overloaded' }, { do: 'reset', after: 0 }, { do: 'answer' });
    const asked = await askModel(
      [candidateFor(provider, model)],
      {
        prompt: () => ({ system: 's', turns: [{ role: 'user', text: 'Hi' }] }),
        ...{ offers: [], rounds: [], soFar: '', saidBefore: false, settings: {} },
        maxOutputTokens: 100,
        signal: new AbortController().signal,
        onText: (text) => void texts.push(text),
        onThought: () => {},
      },
      { models: modelsWith([provider]), clock: quickClock(), log: recordedLog() },
    );
    expect(asked).toMatchObject({ kind: 'turn', turn: { text: WHOLE, done: { finish: 'complete' } } });
    expect(texts.join('')).toBe(WHOLE);
    expect(server.requests.length - before).toBe(3);
  });
});

describe('compatible servers differ', () => {
  let server: VendorServer;
  beforeAll(async () => {
    server = await startCompatibleServer();
  });
  afterAll(() => server.close());

  test('and may send no usage', async () => {
    const provider = buildProvider({ entry: knownProvider('vllm'), apiKey: VENDOR_KEY, baseUrl: `${server.url}/v1` });
    server.next({ do: 'answer', usage: null });
    const events: ModelEvent[] = [];
    const signal = new AbortController().signal;
    for await (const event of provider.stream({
      model: 'qwen3',
      system: '',
      turns: [{ role: 'user', text: 'Hi' }],
      soFar: '',
      maxOutputTokens: 9,
      signal,
    })) {
      events.push(event);
    }
    expect(events.at(-1)).toEqual({ type: 'done', finish: 'complete', usage: null, model: 'qwen3' });
  });

  test('and may have their models fixed by configuration', async () => {
    const provider = buildProvider({
      entry: knownProvider('custom'),
      baseUrl: 'http://127.0.0.1:9/v1',
      models: ['mine'],
    });
    expect(await provider.models(new AbortController().signal)).toEqual(['mine']);
  });
});
