import { describe, expect, test } from 'vitest';
import { createDirectEngine } from '../../engines/direct/direct.ts';
import { specialistById } from '../../roster/roster.ts';
import { modelsWith, orderOf, quickClock, recordedLog } from '../../testing/parts.ts';
import { recordedPorts } from '../../testing/recordedPorts.ts';
import { createDemo } from '../demo.ts';
import type { ModelEvent, ModelRequest } from '../provider.ts';
import { demoReply } from './reply.ts';
import { all, ask, instant, now, textOf } from './testing/asking.ts';

const CODE = Array.from({ length: 9 }, (_, at) => `const bee${at} = hive(${at});`).join('\n');

describe('what the demo tells of its thinking', () => {
  const thoughtOf = (events: readonly ModelEvent[]) =>
    events.map((event) => (event.type === 'thought' ? event.text : '')).join('');
  const told = async (text: string, more: Partial<ModelRequest> = {}) => {
    const events = await all(createDemo(instant()).stream(ask(text, more)));
    return { events, thought: thoughtOf(events), text: textOf(events) };
  };

  test.each([
    ['some code', `Review this:\n${CODE}`, /9 lines of code/],
    ['several questions', 'Why do bees dance? When? Where? For whom? How long?', /5 questions/],
    ['what is to be weighed', 'What are the pros and cons of clover honey?', /to be thought over.*clover/],
    [
      'what is to be thought over',
      'Denk bitte in Ruhe nach: Kleehonig im Herbst?',
      /Sie will überlegt sein.*Kleehonig/,
    ],
    ['some code, in German', `Bitte prüfe das für mich:\n${CODE}`, /Hier denkt kein Modell.*9 Zeilen Code/],
  ])('comes before the answer to %s, and says that no model thinks', async (_, request, words) => {
    const { events, thought, text } = await told(request, { model: 'assistant' });
    expect(thought).toMatch(words);
    expect(thought).toMatch(/^(?:This is the demo\. No model thinks|Das ist die Demo\. Hier denkt kein Modell)/);
    expect(thought.length).toBeLessThan(500);
    // All of it before the first word, in pieces as small, and none of it among the words.
    const kinds = events.map(({ type }) => type);
    expect(kinds.lastIndexOf('thought')).toBe(kinds.indexOf('text') - 1);
    expect(kinds.filter((kind) => kind === 'thought').length).toBeGreaterThan(10);
    expect(text).toBe(demoReply('assistant', request, new Date(now)));
  });

  test.each([
    ['most requests', 'How do bees find food?', {}],
    ['a sum', 'What is 17.5 % of 2,480?', {}],
    ['what it goes on with', `Review this:\n${CODE}`, { soFar: 'It' }],
    ['what an agent wants without', `Review this:\n${CODE}`, { effort: 'none' as const }],
    ['a translation', 'Translate step by step: good honey', { model: 'translator' }],
    ['an emergency', 'My father has chest pain and his arm is numb, think about it step by step', { model: 'health' }],
  ])('is nothing before %s, and the first word comes after one pause', async (_, request, more) => {
    const clock = instant();
    for await (const event of createDemo(clock).stream(ask(request, more))) {
      expect(event.type).toBe('text');
      break;
    }
    expect(clock.slept).toEqual([15]);
  });

  test('names the tools that are called first, and says no more after them', async () => {
    const tools = [{ name: 'calculate', about: 'Calculates.', parameters: { properties: { expressions: {} } } }];
    const request = 'Think about it: what is 17.5 % of 2,480?';
    const { thought, events } = await told(request, { model: 'assistant', tools });
    expect(thought).toContain('calculate. That is called first');
    const call = events.flatMap((event) => (event.type === 'call' ? event.call : []))[0];
    if (call === undefined) throw new Error('it called nothing');
    const results = [{ callId: call.id, text: '434', failed: false }];
    const rounds = [{ text: '', calls: [call], kept: null, results }];
    expect((await told(request, { model: 'assistant', tools, rounds })).thought).toBe('');
  });

  test('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    const seen: ModelEvent[] = [];
    const reading = async () => {
      for await (const event of createDemo(instant()).stream(ask(`Review this:\n${CODE}`, { signal: stop.signal }))) {
        seen.push(event);
        if (seen.length === 3) stop.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ fault: 'aborted' });
    expect(seen.map(({ type }) => type)).toEqual(['thought', 'thought', 'thought']);
  });

  test('is kept beside the answer, as that of a model', async () => {
    const clock = quickClock();
    const models = modelsWith([createDemo(clock)]);
    const engine = createDirectEngine({ models, log: recordedLog(), clock, specialist: specialistById });
    const ports = recordedPorts();
    const order = orderOf(['coder']);
    await engine.execute({ ...order, request: { ...order.request, text: `Review this:\n${CODE}` } }, ports);
    const result = ports.resultOf('coder');
    expect(result).toMatchObject({ kind: 'complete', facts: { demo: true } });
    expect(result).toHaveProperty('thoughts.text', expect.stringMatching(/^This is the demo\. No model thinks here/));
    expect(result?.text).not.toContain('No model thinks here');
    expect(ports.states.get('coder')).toEqual(['accepted', 'reading', 'thinking', 'writing', 'done']);
  });
});
