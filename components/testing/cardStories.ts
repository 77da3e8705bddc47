import type { Source, ToolCard } from '../../shared/toolCard.ts';
import { me, type Planned, storyId } from './fakeState.ts';

const jonas = storyId(2);

const inputs: Readonly<Record<string, unknown>> = {
  search_web: {
    query: 'heat pumps in old houses without floor heating: what they cost to run',
    count: 6,
    language: 'en',
  },
  read_page: { url: 'https://www.nature.com/articles/s41560-024-01234-5/figures/heat-pump-performance-in-the-field' },
  calculate: { expressions: ['18000 kWh * 0.11', '18000 kWh / 3.4 * 0.28', '2^10'] },
  time: { questions: [{ ask: 'difference', from: '2026-01-31', to: '2026-03-01' }] },
  run_python: {
    code: 'import csv\n\nwith open("/in/prices.csv") as file:\n    rows = list(csv.DictReader(file))\n\n# The dearest month\nprint(max(rows, key=lambda row: float(row["price"])))\n',
    files: ['prices.csv'],
  },
  github__create_issue_with_a_rather_long_name: {
    repository: 'hohenstein/boiler',
    title: 'Replace the boiler\u202Egpj.exe',
    body: 'It is from 1994.\n\nIt burns 18 000 kWh of gas a year.',
    labels: ['house', 'money'],
  },
};

export const cardResults: Readonly<Record<string, string>> = {
  search_web: '[1] Heat pumps in the field\nhttps://www.nature.com/articles/1\n  Seasonal factors of 3 to 4 …\n'.repeat(
    12,
  ),
  read_page:
    'Title: Heat pumps in the field\nPart 1 of 3.\n\n[2] In 100 houses built before 1980 the seasonal factor was 3.4.',
  calculate: '18000 kWh * 0.11 = 1980 kWh\n2^10 = 1024',
  run_python:
    'Traceback (most recent call last):\n  File "main.py", line 3\nFileNotFoundError: \'/in/prices.csv\' <b>not bold</b>',
};

/** The whole input of a story's card. */
export function cardInput(tool: string): string {
  return JSON.stringify(inputs[tool] ?? {});
}

function card(key: string, tool: string, changes: Partial<ToolCard> = {}): ToolCard {
  return {
    ...{ key: `${tool} ${key}`, tool, state: 'done', result: '', failure: null, startedAt: 1000, endedAt: 1840 },
    input: cardInput(tool).slice(0, 400),
    ...changes,
  };
}

const sources: readonly Source[] = [
  {
    number: 1,
    url: 'https://www.nature.com/articles/1',
    title: 'Heat pumps in the field',
    quote: 'Seasonal factors of 3 to 4 were measured.',
  },
  {
    number: 2,
    url: 'https://www.nature.com/articles/1',
    title: 'Heat pumps in the field',
    quote: 'In 100 houses built before 1980 the seasonal factor was 3.4.',
  },
  {
    number: 3,
    url: 'https://waermepumpen-verbraucherzentrale.example/ratgeber',
    title: 'Wärmepumpe im Bestandsgebäude: Voraussetzungen und Kosten',
    quote: '',
  },
  { number: 5, url: 'https://bees.example/', title: 'Bees', quote: 'They keep their hive at 35 °C.' },
];

const answer = `A heat pump pays off in most old houses [1], even without floor heating [2, 3].

- It gives **3.4 times** the heat of its current [2].
- Gas for a year costs 1 980 €, current for the pump 1 482 €[1][5].

In code nothing is cited: \`rows[1]\`, and [9] is not known.
`;

/** A chat whose answers have done something: everything a card can look like. */
export function cardsPlan(now: number): Planned {
  const asked = { hash: 'h', expiresAt: now + 14 * 60_000, tainted: false, decision: null };
  const open = { endedAt: null, startedAt: now - 4000 };
  return {
    id: 30,
    kind: 'project',
    title: 'Heating',
    members: ['research', 'coder', jonas],
    said: [
      { from: me.id, text: '@research what does a heat pump cost in an old house?', ago: 60, mentions: ['research'] },
      {
        ...{ from: 'research', text: answer, ago: 60, sources: [...sources] },
        cards: [
          card('a', 'search_web'),
          card('b', 'read_page', { endedAt: 3400 }),
          card('c', 'read_page', { state: 'failed', failure: 'unreachable', endedAt: 16_400 }),
          card('d', 'calculate', { endedAt: 1004 }),
          card('e', 'github__create_issue_with_a_rather_long_name', {
            state: 'failed',
            failure: 'not-allowed',
            approval: { ...asked, decision: { by: jonas, allowed: false, reason: 'Not before we have agreed.' } },
          }),
          card('f', 'run_python', { approval: { ...asked, decision: { by: me.id, allowed: true, reason: '' } } }),
        ],
      },
      { from: jonas, text: '@coder and the dearest month?', ago: 50, mentions: ['coder'] },
      { from: 'coder', text: 'December.', ago: 50, cards: [card('a', 'run_python')] },
      {
        from: 'coder',
        text: 'I could not find out.',
        ago: 49,
        cards: [card('a', 'run_python', { state: 'failed', failure: 'timeout' })],
      },
      {
        from: 'research',
        text: 'Stopped in the mid',
        ago: 40,
        status: 'stopped',
        cards: [card('a', 'time'), card('b', 'search_web', { ...open, state: 'running' })],
      },
      { from: me.id, text: '@research @coder go on', ago: 1, mentions: ['research', 'coder'] },
      {
        ...{ from: 'research', text: '', ago: 0, status: 'streaming' },
        cards: [
          card('a', 'time'),
          card('b', 'search_web', { ...open, state: 'running' }),
          card('c', 'read_page', { ...open, state: 'running' }),
        ],
      },
      {
        ...{ from: 'coder', text: 'I file an issue for that [1]', ago: 0, status: 'streaming' },
        cards: [
          card('a', 'github__create_issue_with_a_rather_long_name', {
            ...open,
            state: 'waiting',
            approval: { ...asked, tainted: true },
          }),
          card('b', 'run_python', { ...open, state: 'waiting', approval: asked }),
        ],
      },
    ],
  };
}
