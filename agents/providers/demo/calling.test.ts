import { describe, expect, test } from 'vitest';
import type { LoopPorts } from '../../run/loop/ports.ts';
import { requestTurn } from '../../run/request.ts';
import { keptPorts, toolNamed, tryLoop } from '../../run/loop/testing/loopParts.ts';
import { type BuiltInParts, builtInTools } from '../../tools/builtIn.ts';
import type { SandboxRequest } from '../../tools/runCode.ts';
import type { Tool } from '../../tools/tool.ts';
import { createDemo } from '../demo.ts';
import { offerOf } from '../../run/loop/input.ts';
import { examplesOf } from './examples.ts';
import { demoTurn } from './reply.ts';

const HITS = [
  {
    url: 'https://bees.example/dance',
    title: 'The *dance*',
    snippet: 'Bees tell by dancing where food is. https://x.example',
  },
  { url: 'https://bees.example/wax', title: 'Wax', snippet: 'Wax is made by young bees.' },
];

const ran: SandboxRequest[] = [];

/** What the tools reach of the world, without the world. */
const parts: BuiltInParts = {
  searchEngines: [{ id: 'own', search: async (query) => (query.includes('nothing') ? [] : HITS) }],
  readPage: async (url) => ({
    kind: 'page',
    url,
    title: 'The dance',
    passages: ['A long beginning about the garden.', 'Bees dance in the dark and tell the direction.'],
    unseen: '',
    cut: false,
  }),
  sandbox: {
    run: async (request) => {
      ran.push(request);
      if (request.code.includes('boom')) {
        return { kind: 'failed', reason: 'error', message: 'NameError: boom', output: '', cut: false };
      }
      return { kind: 'done', output: 'ran ```it```', cut: false, result: undefined, files: [] };
    },
  },
  inputs: null,
  space: null,
  calendars: {
    async people() {
      const anna = { id: 'anna', name: 'Anna', timeZone: 'Europe/Berlin', sharesBusy: false };
      return { asker: anna, members: [anna], isPrivate: true };
    },
    calendars: async () => [],
  },
  postEvent: async () => 'posted',
  postPoll: async () => 'posted',
  makeImage: null,
  consulting: null,
  mailEvent: { meant: async () => ({ kind: 'no-event' }), send: async () => ({ kind: 'sending' }) },
};

const all = builtInTools(parts);
const atOnce = { now: () => 0, sleep: async () => {} };

const keepsAll: Partial<LoopPorts> = { keepFiles: async () => ({ attachments: [], lost: [] }) };

type Try = { agent?: string; tools?: readonly Tool[]; ports?: LoopPorts; soFar?: string };

/** The demo in the real loop; its day is the first of 1970, a Thursday, in Berlin. */
async function ask(text: string, { agent = 'assistant', tools = all, ...more }: Try = {}) {
  const ports = keptPorts(keepsAll);
  const prompt = () => ({ system: 's', turns: [requestTurn('Anna', text)] });
  const tried = tryLoop({ models: [{ provider: createDemo(atOnce), model: agent }], tools, ports, prompt, ...more });
  const { result, sources, ending } = await tried.end;
  expect(result.kind).toBe('complete');
  expect(ending).toEqual({ kind: 'final', finish: 'complete' });
  const called = [...ports.turns.values()].map(({ calls }) => calls.map(({ name, input }) => ({ name, input })));
  return { text: result.text, sources, called, calls: called.flat(), shown: tried.pieces.join(''), ports };
}

const calculates = (...expressions: string[]) => ({ name: 'calculate', input: { expressions } });
const asksTime = (...questions: unknown[]) => ({ name: 'time', input: { questions } });
const TODAY = asksTime({ ask: 'now' });

describe('the demo calculates', () => {
  test.each([
    ['what is 17% of 3,400', ['17 % * 3400'], '= 578**'],
    ['Was ist 17,5 % von 2.480?', ['17.5 % * 2480'], '= 434**'],
    ['12*7', ['12*7'], '**12×7 = 84**'],
    ['5 miles in km', ['5 mile to km'], '= 8.04672 km**'],
    ['Wie viele Kilometer sind 5 Meilen?', ['5 mile to km'], '= 8,04672 km**'],
    ['20 °C in °F', ['20 degC to degF'], '68 °F**'],
    ['wandle 100 km/h in m/s um', ['100 km/h to m/s'], 'm/s**'],
    ['What is 3 * 4, and what is 10 kg in pounds?', ['3 * 4', '10 kg to lb'], '= 12**'],
    ['berechne 10.000 geteilt durch 8', ['10000 / 8'], '= 1.250**'],
  ])('%s', async (text, expressions, answer) => {
    const { text: said, calls } = await ask(text);
    expect(calls).toEqual([calculates(...expressions)]);
    expect(said).toContain(answer);
    expect(said).toMatch(/This is the demo, not an AI model|Das ist die Demo, kein KI-Modell/);
  });

  test('and says what could not be calculated', async () => {
    expect((await ask('what is 1/0?')).calls).toEqual([]);
    const { text } = await ask('5 km in kg');
    expect(text).toMatch(/The calculation did not work\. The reason given: “5 km to kg: not calculated/);
  });
});

describe('the demo posts events', () => {
  test('and asks for no day where it cannot', async () => {
    const tools = all.filter(({ name }) => name !== 'post_event');
    expect((await ask('Schedule a meeting tomorrow at 10:00', { tools })).calls).toEqual([]);
  });

  const posts = (title: string, starts: string) => ({ name: 'post_event', input: { title, starts } });
  test.each([
    ['Set up a meeting “Honey” on 2026-12-01 at 14:30', [posts('Honey', '2026-12-01T14:30')]],
    ['Set up a meeting on 2026-12-01 at 2:30 pm: Review', [posts('Review', '2026-12-01T14:30')]],
    ['plan an event on 1 December 2026 at 3 pm', [posts('Event', '2026-12-01T15:00')]],
    ['Trage einen Termin „Imkern“ für morgen um 9 Uhr ein', [TODAY, posts('Imkern', '1970-01-02T09:00')]],
    ['What came of the meeting on 2026-12-01?', []],
  ])('%s', async (text, calls) => {
    expect((await ask(text)).calls.filter(({ name }) => name !== 'search_web')).toEqual(calls);
  });
});

describe('the demo looks at the clock', () => {
  test.each([
    [
      'what time is it in Tokyo',
      [asksTime({ ask: 'now', timeZones: ['Asia/Tokyo'] })],
      /In Tokyo it is \*\*\d\d:\d\d\*\* on Thursday/,
    ],
    [
      'Wie spät ist es in New York?',
      [asksTime({ ask: 'now', timeZones: ['America/New_York'] })],
      /In New York ist es \*\*19:\d\d Uhr\*\*, Mittwoch/,
    ],
    ['What date is it today?', [TODAY], /In Berlin it is .* 1 January 1970/],
    ['Wie viel Uhr ist es?', [TODAY], /In Berlin ist es/],
    [
      'How many days are there between 2026-01-01 and 2026-03-01?',
      [asksTime({ ask: 'difference', from: '2026-01-01', to: '2026-03-01' })],
      /\*\*59 days\*\*/,
    ],
    [
      'What day of the week is 24 December 2026?',
      [asksTime({ ask: 'about', date: '2026-12-24' })],
      /Thursday,? 24 December 2026/,
    ],
  ])('%s', async (text, calls, answer) => {
    const asked = await ask(text);
    expect(asked.calls).toEqual(calls);
    expect(asked.text).toMatch(answer);
  });

  test.each([
    ['how many days until Christmas?', { ask: 'difference', from: '1970-01-01', to: '1970-12-25' }, '**358 days**'],
    [
      'Wie viele Tage sind es noch bis zum 24.12.?',
      { ask: 'difference', from: '1970-01-01', to: '1970-12-24' },
      '**357 Tage**',
    ],
    [
      'How many days is it since 1 November 1969?',
      { ask: 'difference', from: '1969-11-01', to: '1970-01-01' },
      '**61 days**',
    ],
    [
      'Welches Datum ist in drei Wochen?',
      { ask: 'add', to: '1970-01-01', duration: 'P3W' },
      '**Donnerstag, 22. Januar 1970**',
    ],
    ['in drei Wochen', { ask: 'add', to: '1970-01-01', duration: 'P3W' }, '22. Januar 1970'],
    ['What date was it 10 days ago?', { ask: 'add', to: '1970-01-01', duration: '-P10D' }, '22 December 1969'],
    ['When is next Friday?', { ask: 'next', weekday: 'friday', after: '1970-01-01' }, '2 January 1970'],
    ['Wann ist nächsten Montag?', { ask: 'next', weekday: 'monday', after: '1970-01-01' }, '5. Januar 1970'],
  ])('and counts from the day it is there: %s', async (text, question, answer) => {
    const { called, text: said } = await ask(text);
    expect(called).toEqual([[TODAY], [asksTime(question)]]);
    expect(said).toContain(answer);
    expect(said).not.toMatch(/In Berlin/);
  });

  test('and goes on with the request where that only names a time', async () => {
    const { text } = await ask('Please help me to plan my harvest festival, in three weeks, in Graz.');
    expect(text).toContain('22 January 1970');
    expect(text).toContain('**Graz**');
  });

  test('and looks into the calendar from that day on', async () => {
    const { called, text } = await ask('When am I free tomorrow?');
    const input = { action: 'free', from: '1970-01-02', to: '1970-01-02' };
    expect(called).toEqual([[TODAY], [{ name: 'calendar', input }]]);
    expect(text).toContain(
      'Looking into the calendar did not work. The reason given: “The person has subscribed to no calendar',
    );
    for (const text of [
      'When can Ada, Grace and I meet tomorrow?',
      'Wann können Ada, Grace und ich uns morgen treffen?',
    ]) {
      const { called: together } = await ask(text);
      expect(together[1]?.[0]?.input, text).toEqual({
        ...input,
        people: ['Ada', 'Grace', text.includes(' I ') ? 'I' : 'ich'],
      });
    }
    expect((await ask('Was steht nächste Woche an?')).called[1]?.[0]?.input).toEqual({
      action: 'events',
      from: '1970-01-05',
      to: '1970-01-11',
    });
  });
});

describe('the demo makes files', () => {
  test.each([
    [
      'Make a table of apples 3, pears 5 and plums 12',
      {
        name: 'apples pears plums',
        columns: ['Name', 'Value'],
        rows: [
          ['apples', 3],
          ['pears', 5],
          ['plums', 12],
        ],
      },
    ],
    [
      'Tabelle Obst:\nSorte;Preis\nÄpfel;1,50\nBirnen;2',
      {
        name: 'Obst',
        columns: ['Sorte', 'Preis'],
        rows: [
          ['Äpfel', 1.5],
          ['Birnen', 2],
        ],
        separator: ';',
      },
    ],
    [
      'A table please:\n1\t2\n3\t4',
      {
        name: 'data',
        columns: ['Column 1', 'Column 2'],
        rows: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
  ])('%s', async (text, input) => {
    const { calls, text: said } = await ask(text);
    expect(calls).toEqual([{ name: 'make_table', input }]);
    expect(said).toMatch(/\| --/);
    expect(said).toContain('.csv`');
  });

  test('with a text that is given', async () => {
    const { calls, text } = await ask('Save this as a file:\n# Plan\n\n- Begin', { agent: 'creative' });
    expect(calls).toEqual([
      { name: 'write_document', input: { name: 'data', format: 'markdown', content: '# Plan\n\n- Begin' } },
    ]);
    expect(text).toContain('attached as `data.md`');
  });

  test('and says where one could not be kept', async () => {
    const kept = keptPorts();
    const prompt = () => ({ system: 's', turns: [requestTurn('Anna', 'Table of apples 3, pears 5')] });
    const { end } = tryLoop({
      models: [{ provider: createDemo(atOnce), model: 'business' }],
      tools: all,
      ports: kept,
      prompt,
    });
    expect((await end).result.text).toMatch(
      /\| pears \| 5 \|\n\nIts file is missing: “apples pears\.csv could not be kept: /,
    );
  });

  test('not without data', async () => {
    expect((await ask('Set the table for dinner')).calls).toEqual([]);
    expect((await ask('Eine Tabelle bitte')).calls).toEqual([]);
  });
});

describe('the demo runs programs', () => {
  const python = 'def f(x):\n    return x * 2\n\n@cache\ndef g():\n    pass\nprint(f(2))';

  test.each([
    [`Run this:\n\`\`\`python\n${python}\n\`\`\``, 'run_python', python],
    ['Was macht das?\n```js\nconsole.log(1)\n```', 'run_javascript', 'console.log(1)'],
    ['```\nconst a = 1;\nconsole.log(a)\n```', 'run_javascript', 'const a = 1;\nconsole.log(a)'],
    ['python: print(2**100)', 'run_python', 'print(2**100)'],
    ['run `print(1 + 1)`', 'run_python', 'print(1 + 1)'],
    ['Calculate 12 * 7 with Python', 'run_python', 'print(12 * 7)'],
  ])('%s', async (text, name, code) => {
    const { calls, text: said } = await ask(text, { agent: 'coder' });
    expect(calls).toEqual([{ name, input: { code } }]);
    expect(said).toContain('````text\nPrinted:\nran ```it```\n````');
  });

  test('and says in what they ended', async () => {
    const { text } = await ask('python: boom()');
    expect(text).toMatch(/did not come to its end:\n\n```text\nNameError: boom/);
  });

  test('to draw numbers', async () => {
    const { calls } = await ask('Plot apples 3, pears 5, plums 2');
    expect(calls).toHaveLength(1);
    expect(ran.at(-1)?.code).toContain('labels = ["apples","pears","plums"]\nvalues = [3,5,2]');
  });

  test('only in languages there are', async () => {
    expect((await ask('Explain:\n```rust\nlet x = 12*7;\n```', { agent: 'coder' })).calls).toEqual([]);
  });
});

describe('the demo posts polls', () => {
  test.each([
    [
      'Make a poll where to eat: Thai, pizza or salad?',
      { question: 'Where to eat?', choices: ['Thai', 'pizza', 'salad'], several: false },
    ],
    [
      'Mach bitte eine Umfrage zum Sommerfest, mehrere Antworten:\n- Am See\n- Im Garten',
      { question: 'Sommerfest?', choices: ['Am See', 'Im Garten'], several: true },
    ],
  ])('%s', async (text, input) => {
    const { calls, text: said } = await ask(text);
    expect(calls).toEqual([{ name: 'post_poll', input }]);
    expect(said).toMatch(/The poll stands in the chat|Die Umfrage steht im Chat/);
  });

  test('and none without choices', async () => {
    expect((await ask('Make a poll about lunch')).calls).not.toContainEqual(
      expect.objectContaining({ name: 'post_poll' }),
    );
  });
});

describe('the demo draws', () => {
  const apples = {
    ...{ title: 'Apples pears plums', kind: 'bar', labels: ['apples', 'pears', 'plums'] },
    series: [{ name: 'Value', values: [3, 5, 2] }],
  };

  test.each([
    ['Chart of apples 3, pears 5, plums 2', apples],
    ['A pie chart of apples 3, pears 5, plums 2', { ...apples, kind: 'doughnut' }],
    [
      'Zeichne bitte ein Liniendiagramm zum Umsatz:\nMonat;Laden;Netz\nJan;1.200;80,5\nFeb;1.350;95',
      {
        ...{ title: 'Umsatz', kind: 'line', labels: ['Jan', 'Feb'] },
        series: [
          { name: 'Laden', values: [1200, 1350] },
          { name: 'Netz', values: [80.5, 95] },
        ],
      },
    ],
    [
      'Scatter chart please:\nAge,Height\n4,101\n5,110',
      {
        ...{ title: 'Data', kind: 'scatter', xTitle: 'Age', yTitle: 'Height' },
        series: [
          {
            name: 'Height',
            points: [
              { x: 4, y: 101 },
              { x: 5, y: 110 },
            ],
          },
        ],
      },
    ],
  ])('%s', async (text, input) => {
    const { calls, text: said } = await ask(text);
    expect(calls).toEqual([{ name: 'chart', input }]);
    expect(said).toMatch(/below this answer|unter dieser Antwort/);
  });

  test('by a program where there is nothing else, or one is asked for', async () => {
    const tools = all.filter(({ name }) => name !== 'chart');
    expect((await ask('Chart of apples 3, pears 5', { tools })).calls).toMatchObject([{ name: 'run_python' }]);
    expect((await ask('Bar chart in Python: apples 3, pears 5')).calls).toMatchObject([{ name: 'run_python' }]);
  });
});

describe('the demo looks things up', () => {
  test.each([
    ['Search the web for how bees dance', { query: 'bees dance', language: 'en' }],
    ['Suche im Internet nach dem Tanz der Bienen', { query: 'Tanz Bienen', language: 'de' }],
    ['Latest news on bees', { query: 'bees', language: 'en', freshness: 'month' }],
  ])('%s', async (text, input) => {
    const { calls, text: said, sources } = await ask(text);
    expect(calls).toEqual([{ name: 'search_web', input }]);
    expect(said).toContain('- **The dance**: Bees tell by dancing where food is. [1]\n- **Wax**');
    expect(sources.map(({ number, url }) => [number, url])).toEqual([
      [1, 'https://bees.example/dance'],
      [2, 'https://bees.example/wax'],
    ]);
  });

  test('and reads what a search found first where its agent looks things up', async () => {
    const { called, text, sources } = await ask('How do bees tell the direction?', { agent: 'research' });
    expect(called.map((turn) => turn.map(({ name }) => name))).toEqual([['search_web'], ['read_page']]);
    expect(text).toContain('> Bees dance in the dark and tell the direction. [4]');
    expect(sources.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect((await ask('What changed from HTTP/2 to HTTP/3?', { agent: 'research' })).calls).toEqual([]);
  });

  test('and reads pages whose addresses it is given', async () => {
    const text = 'What do https://bees.example/a and (https://bees.example/b) say about the direction?';
    const asked = await ask(text, { agent: 'support' });
    expect(asked.calls).toEqual([
      { name: 'read_page', input: { url: 'https://bees.example/a' } },
      { name: 'read_page', input: { url: 'https://bees.example/b' } },
    ]);
    expect(asked.text).toContain('[2]');
    expect(asked.text).toContain('[4]');
  });

  test('and says that nothing was found', async () => {
    expect((await ask('search for nothing')).text).toContain('The search found nothing.');
  });
});

describe('the demo with tools', () => {
  test('calls several at the same time', async () => {
    const { called, text } = await ask('What is 12*7, and what time is it in Tokyo?');
    expect(called).toEqual([[calculates('12*7'), asksTime({ ask: 'now', timeZones: ['Asia/Tokyo'] })]]);
    expect(text).toMatch(/84\*\*[\s\S]*In Tokyo it is/);
  });

  test('says a word before it calls, but not always', async () => {
    const texts = ['12*7', 'what is 17% of 3,400', '5 miles in km', '3 + 4', 'calculate 2^10', '10 kg in pounds'];
    const shown = await Promise.all(texts.map(async (text) => (await ask(text)).shown));
    const openings = shown.map((text) => text.startsWith('Let me work that out.\n\n'));
    expect(new Set(openings).size).toBe(2);
  });

  test('says the same to the same request, also after a process died', async () => {
    const text = 'How many days until Christmas, and what is 12*7?';
    const first = await ask(text);
    expect((await ask(text)).shown).toBe(first.shown);
    for (const at of [0, 5, 40, first.text.length - 20]) {
      const again = await ask(text, { ports: first.ports, soFar: first.text.slice(0, at) });
      expect(again.text).toBe(first.text);
    }
  });

  test.each([
    ['Ask me: tea, coffee or water?', { question: 'Which one do you want?', choices: ['tea', 'coffee', 'water'] }],
    ['Frag mich, was ich brauche', { question: 'Was genau brauchst du?', choices: [] }],
  ])('asks back where that is wanted and offered: %s', (text, input) => {
    const offer = { name: 'ask_person', about: '', parameters: { properties: { question: {}, choices: {} } } };
    const request = { model: 'creative', turns: [requestTurn('Ada', text)] };
    expect(demoTurn({ ...request, tools: [offer] }, new Date()).calls).toMatchObject([{ name: 'ask_person', input }]);
    expect(demoTurn(request, new Date()).calls).toEqual([]);
  });

  test('answers as it does without them where none fits, or the one that would is not offered', async () => {
    for (const text of [
      'How would you plan the harvest festival in Graz?',
      'What time is dinner? May 5 people join?',
      'Count the words: one two three',
    ]) {
      const [with_, without] = [await ask(text), await ask(text, { tools: [] })];
      expect(with_.calls).toEqual([]);
      expect(with_.text).toBe(without.text);
    }
    const time = all.filter(({ name }) => name === 'time');
    expect((await ask('What is 12*7?', { tools: time })).text).toContain('computed, not guessed');
    const other = toolNamed('calculate');
    expect((await ask('What is 12*7?', { tools: [other] })).calls).toEqual([]);
    expect(other.ran).toEqual([]);
  });

  test.each([
    ['hello', 'en'],
    ['Hallo', 'de'],
  ] as const)('says to %s what can be tried, and does that', async (text, language) => {
    const said = (await ask(text)).text;
    const [, ...examples] = examplesOf(all.map(offerOf), language).split('\n- ');
    expect(examples.length).toBeGreaterThan(6);
    for (const example of examples) {
      expect(said).toContain(example);
      const quoted = /[“„](.+)[“”]$/.exec(example)?.[1];
      if (quoted !== undefined) expect((await ask(quoted)).calls).not.toEqual([]);
    }
    const few = (await ask(text, { tools: all.filter(({ name }) => name === 'time') })).text;
    expect(few).not.toContain(examples.at(-1));
  });

  test('comes to an end with texts made to be hard', async () => {
    const hard = ['table of a\n\n'.padEnd(20_000, '\n'), 'plot '.padEnd(20_000, 'a '), 'habe ich '.repeat(2_000)];
    hard.push('schlag '.repeat(2_500), 'führ '.repeat(4_000), `[${'1, '.repeat(6_000)}`, '('.repeat(19_000));
    const offers = all.map(offerOf);
    for (const text of hard) {
      const turn = demoTurn({ model: 'research', turns: [requestTurn('Anna', text)], tools: offers }, new Date(0));
      expect(turn.text + JSON.stringify(turn.calls)).not.toBe('[]');
    }
  });

  test('calls nothing before it has sent people to the emergency services', async () => {
    const { calls, text } = await ask('Find out why I have chest pain', { agent: 'health' });
    expect(calls).toEqual([]);
    expect(text).toMatch(/^\*\*This may be an emergency/);
  });

  test('says what it was not allowed to do, and does not ask again', async () => {
    const kept = keptPorts({ allow: async () => ({ denied: 'Not now.' }) });
    const prompt = () => ({ system: 's', turns: [requestTurn('Anna', 'python: print(1)')] });
    const { end } = tryLoop({
      models: [{ provider: createDemo(atOnce), model: 'coder' }],
      tools: all,
      ports: kept,
      prompt,
    });
    expect((await end).result.text).toContain(
      'Running the program did not work. The reason given: “Not done, it was not allowed: Not now.”',
    );
    expect(kept.turns.size).toBe(1);
  });

  test('gives nothing from outside a shape of its own', async () => {
    const hostile = builtInTools({
      ...parts,
      searchEngines: [
        {
          id: 'own',
          search: async () => [
            {
              url: 'https://e.example/',
              title: '[click](https://evil.example) <img>',
              snippet: '# Head\n[9] ![](https://evil.example/x) `x`',
            },
          ],
        },
      ],
    });
    const { text } = await ask('search for bees', { tools: hostile });
    expect(text).not.toMatch(/evil|<img|!\[|\[9\]|^# /m);
  });
});
