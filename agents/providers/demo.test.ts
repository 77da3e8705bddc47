import { describe, expect, test } from 'vitest';
import { roster } from '../roster/roster.ts';
import { createDemo } from './demo.ts';
import { demoReply } from './demo/reply.ts';
import { all, ask, instant, now, textOf } from './demo/testing/asking.ts';

describe('the demo', () => {
  test('streams in many small pieces with a pause before each, and ends with usage', async () => {
    const clock = instant();
    const events = await all(createDemo(clock).stream(ask('What changed in HTTP/3?')));
    const pieces = events.filter((event) => event.type === 'text');
    expect(pieces.length).toBeGreaterThan(50);
    expect(Math.max(...pieces.map((piece) => piece.text.length))).toBeLessThan(40);
    expect(clock.slept).toHaveLength(pieces.length);
    expect(Math.min(...clock.slept)).toBeGreaterThanOrEqual(15);
    expect(Math.max(...clock.slept)).toBeLessThanOrEqual(25);
    expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'complete', model: 'demo' });
  });

  test('says the same to the same request, and goes on from any place without repeating', async () => {
    const demo = createDemo(instant());
    const whole = textOf(await all(demo.stream(ask('Compare tea and coffee'))));
    for (const at of [0, 1, 17, 100, whole.length - 1, whole.length]) {
      const rest = textOf(await all(demo.stream(ask('Compare tea and coffee', { soFar: whole.slice(0, at) }))));
      expect(whole.slice(0, at) + rest).toBe(whole);
    }
  });

  test('stops when it is aborted', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const reading = async () => {
      for await (const event of createDemo(instant()).stream(ask('Hello there', { signal: stop.signal }))) {
        if (event.type === 'text') seen.push(event.text);
        if (seen.length === 3) stop.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ fault: 'aborted' });
    expect(seen).toHaveLength(3);
  });
});

describe.each(roster.map((agent) => agent.id))('the demo as %s', (id) => {
  test.each([
    ['en', 'How would you plan the harvest festival in Graz?', /demo, not an AI model/, 'festival'],
    ['de', 'Wie würdest du das Erntefest in Graz planen?', /Demo, kein KI-Modell/, 'Erntefest'],
  ])('answers in %s, of a sensible length, in the words of the request, and says what it is', (_, text, note, word) => {
    const reply = demoReply(id, text, new Date(now));
    expect(reply).toMatch(note);
    expect(reply).toContain(word);
    const words = reply.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(80);
    expect(words).toBeLessThanOrEqual(230);
    expect(reply).toBe(demoReply(id, text, new Date(now)));
  });

  test('survives odd requests', () => {
    for (const odd of ['', ' ', '@all', '?', '```', '💥'.repeat(5000), 'x'.repeat(60_000), '| a | b |', '((((((1+']) {
      expect(demoReply(id, odd, new Date(now))).toContain('demo');
    }
  });
});

describe('what the demo can really do', () => {
  const reply = (text: string, agent = 'assistant') => demoReply(agent, text, new Date(now));

  test.each([
    ['What is 17.5 % of 2,480?', '= 434'],
    ['Was ist 17,5 % von 2.480?', '= 434'],
    ['what is 12 * (3 + 4)?', '= 84'],
    ['Wie viel ist 1,5 mal 4?', '= 6'],
    ['calculate 2^10 / 4', '= 256'],
    ['0.1 + 0.2', '= 0.3'],
    ['berechne 10.000 geteilt durch 8', '= 1.250'],
  ])('computes %s', (text, result) => {
    expect(reply(text)).toContain(result);
  });

  test.each([
    'What changed in HTTP/3?',
    'We meet 24/7',
    'Plan 2026-11-20',
    'What is 1/0?',
    'call 0800-111',
    'Windows 11 - why?',
  ])('does not compute %s', (text) => {
    expect(reply(text)).not.toContain('computed');
  });

  test('knows the date', () => {
    expect(reply('What date is it today?')).toContain('20 November 2026');
    expect(reply('Welcher Tag ist heute?')).toContain('20. November 2026');
  });

  test('counts a text', () => {
    expect(reply('Count the words: one two three. Four!')).toMatch(/\| Words \| 4 \|/);
    expect(reply('Zähle die Wörter: eins zwei')).toMatch(/\| Wörter \| 2 \|/);
  });

  test('summarises by sentences of the text', () => {
    const text =
      'Bees dance. The dance of bees tells other bees where food is. It rained. Bees read the dance by touch. So.';
    const summary = reply(`Summarise:\n${text}`);
    expect(summary).toContain('The dance of bees tells other bees where food is.');
    expect(summary).not.toContain('It rained.');
  });

  test('shows code that fits', () => {
    expect(reply('show me a client', 'coder')).toContain('```ts\nexport async function getJson');
    expect(reply('a python script please', 'coder')).toContain('```python');
  });

  test('translates by dictionary, both ways, and marks what it does not know', () => {
    expect(reply('Translate into German: See you tomorrow at the station', 'translator')).toContain(
      '> Bis morgen am Bahnhof',
    );
    expect(reply('Übersetze: guten Morgen, Zeppelin', 'translator')).toContain('> Good morning, [Zeppelin]');
  });

  test('sends people with alarming complaints to the emergency services first', () => {
    expect(reply('I have chest pain', 'health')).toMatch(/^\*\*This may be an emergency: call .*112.*911.*999/);
    expect(reply('Ich habe Atemnot', 'health')).toMatch(/^\*\*Das kann ein Notfall sein.*112/);
    expect(reply('I sleep badly', 'health')).not.toContain('112');
    expect(reply('What helps? I took an overdose of sleeping pills', 'health')).toMatch(
      /^\*\*This may be an emergency/,
    );
  });

  test('greets back and says what it can do', () => {
    expect(reply('hello')).toMatch(/^Hello\. .*sums/s);
    expect(reply('Hallo Research', 'research')).toMatch(/^Hallo\. .*rechnen/s);
    expect(reply('Hello, plan my trip to Graz')).toContain('Graz');
  });

  test('has an answer ready for the specialists’ own starters, in both languages', () => {
    for (const [agent, en, de] of [
      ['creative', 'Five names for a bakery that opens at night.', 'Fünf Namen für eine Bäckerei, die nachts öffnet'],
      ['support', 'My laptop no longer finds the Wi-Fi. What do I try first?', 'Mein Laptop findet das WLAN nicht'],
      [
        'business',
        'Should we rent or buy our delivery van? What decides it?',
        'Sollen wir den Lieferwagen mieten oder kaufen?',
      ],
      ['assistant', 'Plan a weekend in Hamburg for two, with rain.', 'Plane ein Wochenende in Hamburg'],
      ['health', 'What helps me sleep better?', 'Was hilft mir, besser zu schlafen?'],
    ] as const) {
      expect(reply(en, agent)).not.toContain(en.slice(0, 15));
      expect(reply(de, agent)).toMatch(/Demo, kein KI-Modell/);
      expect(reply(de, agent)).not.toContain(de.slice(0, 15));
    }
  });

  test('answers the part that is addressed to it', () => {
    const text = '@research what changed in HTTP/3? @coder show me a client';
    expect(reply(text, 'research')).toContain('QUIC over UDP');
    expect(reply(text, 'health')).toContain('“what changed in HTTP/3? show me a client”');
    expect(reply(text, 'coder')).toContain('“show me a client”');
    expect(reply('@research @coder compare tea', 'research')).toContain('“compare tea”');
    expect(reply('please, @coder, sort a list', 'coder')).toContain('sort a list');
  });
});
