import { expect, test } from 'vitest';
import { quickClock } from '../testing/parts.ts';
import type { ModelEvent, ModelRequest } from './provider.ts';
import { createScripted, type Script, writing } from './scripted.ts';

const request: ModelRequest = {
  model: 'm',
  system: '',
  turns: [],
  soFar: '',
  maxOutputTokens: 1,
  signal: new AbortController().signal,
};

async function run(script: Script, more: Partial<ModelRequest> = {}, clock = quickClock()): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of createScripted(script, { clock }).stream({ ...request, ...more })) events.push(event);
  return events;
}

test('plays its script and completes by itself', async () => {
  const usage = { inputTokens: 10, outputTokens: 5 };
  expect(await run(writing(['a', 'b']))).toEqual([
    { type: 'text', text: 'a' },
    { type: 'text', text: 'b' },
    { type: 'done', finish: 'complete', usage, model: 'm' },
  ]);
  expect((await run([{ finish: 'length' }, { text: 'never' }])).map((event) => event.type)).toEqual(['done']);
});

test('leaves out what was shown, with the waiting before it', async () => {
  const clock = quickClock();
  const events = await run(writing(['ab', 'cd', 'ef'], 10), { soFar: 'abc' }, clock);
  expect(events.filter((event) => event.type === 'text').map((event) => event.text)).toEqual(['d', 'ef']);
  expect(clock.waits).toEqual([10]);
});

test('fails, throws and ends early as it says', async () => {
  await expect(run([{ text: 'a' }, { fail: 'rate-limited', retryAfterMs: 5 }])).rejects.toMatchObject({
    fault: 'rate-limited',
    retryAfterMs: 5,
  });
  await expect(run([{ throw: new TypeError('x') }])).rejects.toThrow(TypeError);
  expect(await run([{ text: 'a' }, { end: 'early' }])).toEqual([{ type: 'text', text: 'a' }]);
});

test('hangs until it is stopped, and records what it was asked', async () => {
  const stop = new AbortController();
  const provider = createScripted([{ hang: true }]);
  const reading = async () => {
    for await (const _ of provider.stream({ ...request, signal: stop.signal }));
  };
  setTimeout(() => stop.abort(), 5);
  await expect(reading()).rejects.toMatchObject({ fault: 'aborted' });
  expect(provider.calls.map((call) => call.model)).toEqual(['m']);
});

test('thinks, cites and calls, and waits for what it called', async () => {
  const usage = { inputTokens: 10, outputTokens: 5 };
  const source = { url: 'https://bees.example/', title: 'Bees' };
  const script: Script = [{ thought: 'Hm.' }, { call: 'search', input: { q: 1 } }, { source }, { text: 'a' }];
  expect(await run([...script, { call: 'read', json: '{' }])).toEqual([
    { type: 'thought', text: 'Hm.' },
    { type: 'source', source },
    { type: 'text', text: 'a' },
    { type: 'call', call: { id: 'call_1_1', name: 'search', input: { q: 1 }, text: '{"q":1}' } },
    { type: 'call', call: { id: 'call_1_2', name: 'read', input: null, text: '{' } },
    {
      type: 'done',
      finish: 'calls',
      usage,
      model: 'm',
      kept: { provider: 'scripted', model: 'm', content: 'Hm.' },
    },
  ]);
  const cut = await run([{ call: 'search' }, { finish: 'length' }]);
  expect(cut.map((event) => event.type)).toEqual(['done']);
});
