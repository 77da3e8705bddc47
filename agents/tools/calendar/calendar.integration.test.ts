import { describe, expect, test } from 'vitest';
import type { ToolContext } from '../tool.ts';
import { calendarTool } from './calendar.ts';
import { expandApart } from './expandApart.ts';
import type { CalendarText } from './occurrence.ts';
import type { CalendarPerson } from './people.ts';

const range = { from: Date.parse('2026-03-01T00:00Z'), to: Date.parse('2026-04-01T00:00Z'), zone: 'UTC' };

function calendarOf(name: string, ...events: string[][]): CalendarText {
  const lines = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']);
  return { name, ics: ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n') };
}

const plain = calendarOf('Work', [
  'UID:1',
  'SUMMARY:Review',
  'LOCATION:Room 1',
  'DTSTART;TZID=Europe/Berlin:20260302T100000',
  'DTEND;TZID=Europe/Berlin:20260302T113000',
  'RRULE:FREQ=DAILY;COUNT=2',
]);
const holiday = calendarOf('Home', ['UID:2', 'SUMMARY:Holiday', 'DTSTART;VALUE=DATE:20260304']);
/** A rule that has no time at all, for which the library looks for ever. */
const endless = calendarOf('Trap', ['UID:3', 'DTSTART:20260301T000000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31']);

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => Date.parse('2026-03-01T00:00Z'),
  timeZone: 'Europe/Berlin',
  language: 'en',
  progress() {},
};

const ada: CalendarPerson = { id: 'ada', name: 'Ada Lovelace', timeZone: 'Europe/Berlin', sharesBusy: false };
const grace: CalendarPerson = { id: 'grace', name: 'Grace Hopper', timeZone: 'America/New_York', sharesBusy: true };
const ben: CalendarPerson = { id: 'ben', name: 'Ben', timeZone: 'UTC', sharesBusy: false };

type There = { isPrivate?: boolean; of?: Record<string, CalendarText[]>; note?: string };

/** What was read of whom. */
let readOf: readonly string[] = [];

function toolFor({ isPrivate = true, of = { ada: [plain, holiday] }, note }: There) {
  readOf = [];
  return calendarTool({
    people: async () => ({ asker: ada, members: isPrivate ? [ada] : [ada, grace, ben], isPrivate }),
    async calendars(ids) {
      readOf = ids;
      return ids.flatMap((ownerId) => (of[ownerId] ?? []).map((text) => ({ ...text, ownerId, note: note ?? null })));
    },
  });
}

function asked(input: unknown, there: There = {}, at: Partial<ToolContext> = {}) {
  const tool = toolFor(there);
  return tool.run(tool.input.parse(input), { ...context, ...at });
}

describe('a calendar that never ends', () => {
  test('is given up when its time is over', async () => {
    const { signal } = new AbortController();
    const [first, second] = await expandApart([endless, plain], range, { timeMs: 300, signal, progress() {} });
    expect(first).toEqual({ occurrences: [], notes: ['reading it took too long'] });
    expect(second?.notes).toEqual(['it was not read, since one before it could not be']);
  });

  test('leaves what came before it', async () => {
    const stop = new AbortController();
    const progress = (share: number) => {
      expect(share).toBe(0.5);
      stop.abort();
    };
    const expanding = expandApart([plain, endless], range, { timeMs: 60_000, signal: stop.signal, progress });
    const [first, second] = await expanding;
    expect(first?.occurrences).toHaveLength(2);
    expect(second).toEqual({ occurrences: [], notes: ['it was not read, since the answer was stopped'] });
  });

  test('ends when the answer is stopped', async () => {
    const stop = new AbortController();
    const expanding = expandApart([endless], range, { timeMs: 60_000, signal: stop.signal, progress() {} });
    stop.abort();
    expect((await expanding)[0]?.notes).toEqual(['it was not read, since the answer was stopped']);
    expect(
      (await expandApart([plain], range, { timeMs: 60_000, signal: stop.signal, progress() {} }))[0]?.occurrences,
    ).toEqual([]);
  });
});

test('lists what is on, in order, with what it is called', async () => {
  const result = await asked({ action: 'events', from: '2026-03-02', to: '2026-03-04' });
  expect(result).toMatchObject({ kind: 'done', fromOutside: true });
  expect(result.text.split('\n')).toEqual([
    'Mon 2026-03-02 10:00-11:30 Review @ Room 1 [Work]',
    'Tue 2026-03-03 10:00-11:30 Review @ Room 1 [Work]',
    'Wed 2026-03-04 all day Holiday [Home]',
  ]);
  expect((await asked({ action: 'events', from: '2026-03-02', to: '2026-03-04', search: 'room' })).text).not.toContain(
    'Holiday',
  );
  expect((await asked({ action: 'events', from: '2026-03-05', to: '2026-03-05' })).text).toBe('No events.');
});

test('finds the times that are free', async () => {
  const result = await asked({
    action: 'free',
    from: '2026-03-02',
    to: '2026-03-09',
    minutes: 90,
    pause: 15,
    dayTo: '13:00',
  });
  expect(result.text.split('\n')).toEqual([
    'Thu 2026-03-05 09:00-13:00',
    'Fri 2026-03-06 09:00-13:00',
    'Mon 2026-03-09 09:00-13:00',
  ]);
  const later = { now: () => Date.parse('2026-03-02T12:07Z') };
  expect(
    (await asked({ action: 'free', from: '2026-03-02', to: '2026-03-02' }, { of: { ada: [plain] } }, later)).text,
  ).toBe('Mon 2026-03-02 13:15-17:00');
});

test('says what it could not read', async () => {
  const result = await asked(
    { action: 'free', from: '2026-03-02', to: '2026-03-02' },
    {
      of: { ada: [plain, { name: 'Broken', ics: 'BEGIN:VCALENDAR\r\nnonsense' }] },
    },
  );
  expect(result.text).toContain('Note on the calendar "Broken": it could not be read');
});

test.each([
  [{ from: '2026-03-02', to: '2026-03-01' }, 'after'],
  [{ from: '2026-03-02', to: '2028-03-01' }, 'At most'],
  [{ from: '02.03.2026', to: '2026-03-03' }, 'ISO'],
])('refuses %j', async (days, words) => {
  const result = await asked({ action: 'events', ...days });
  expect(result).toMatchObject({ kind: 'failed', failure: 'bad-input' });
  expect(result.text).toContain(words);
});

test('refuses hours that end before they begin', async () => {
  const result = await asked({
    action: 'free',
    from: '2026-03-02',
    to: '2026-03-02',
    dayFrom: '17:00',
    dayTo: '09:00',
  });
  expect(result).toMatchObject({ kind: 'failed', failure: 'bad-input' });
});

test('says that there are none, or that they cannot be had', async () => {
  const input = { action: 'events', from: '2026-03-02', to: '2026-03-02' } as const;
  expect(await asked(input, { of: {} })).toMatchObject({ kind: 'failed', failure: 'not-found' });
  const people = async () => ({ asker: ada, members: [ada], isPrivate: true });
  const broken = calendarTool({ people, calendars: () => Promise.reject(new Error('offline')) });
  expect(await broken.run(input, context)).toMatchObject({ kind: 'failed', failure: 'unreachable' });
  expect((await asked(input, { note: 'it is old' })).text).toContain('Note on the calendar "Work": it is old.');
});

describe('in a group', () => {
  const days = { from: '2026-03-02', to: '2026-03-03' };
  /** In New York, where it is six hours earlier: 15:00 to 16:00 in Berlin, and a whole day from 06:00 to 06:00. */
  const graces = calendarOf(
    'Surgery',
    ['UID:4', 'SUMMARY:Knee', 'DTSTART;TZID=America/New_York:20260302T090000', 'DURATION:PT1H'],
    ['UID:5', 'SUMMARY:Away', 'DTSTART;VALUE=DATE:20260303'],
  );
  const of = { ada: [plain], grace: [graces], ben: [holiday] };
  const group = { isPrivate: false, of };

  test('the times are found that are free for all, by the clocks of the person who asks', async () => {
    const { text } = await asked({ action: 'free', ...days, people: ['me', 'grace'], dayTo: '18:00' }, group);
    expect(text.split('\n')).toEqual([
      'Free for Ada Lovelace, Grace Hopper:',
      'Mon 2026-03-02 09:00-10:00',
      'Mon 2026-03-02 11:30-15:00',
      'Mon 2026-03-02 16:00-18:00',
    ]);
  });

  test('of others it is told when they are busy and nothing else, whatever is looked for', async () => {
    for (const search of [undefined, 'knee', 'nothing of the kind']) {
      const { text } = await asked({ action: 'events', ...days, people: ['Grace'], search }, group);
      expect(text.split('\n')).toEqual([
        'Grace Hopper: Mon 2026-03-02 15:00-16:00 busy',
        'Grace Hopper: Tue 2026-03-03 06:00 to Wed 2026-03-04 00:00 busy',
      ]);
    }
    const noted = await asked({ action: 'events', ...days, people: ['Grace'] }, { ...group, note: 'it is secret' });
    expect(noted.text).not.toMatch(/Surgery|Knee|Away|secret/);
    expect(noted.text).toContain('Note: a calendar of Grace Hopper');
  });

  test('nobody is read who has not allowed it', async () => {
    const refused = await asked({ action: 'events', ...days, people: ['Ben'] }, group);
    expect(refused).toMatchObject({ kind: 'failed', failure: 'not-allowed' });
    expect(readOf).toEqual([]);
    const { text } = await asked({ action: 'free', ...days, people: ['me', 'Ben'] }, group);
    expect(readOf).toEqual(['ada']);
    expect(text).toContain('Ben was left out: they have not allowed');
  });

  test('names that nobody goes by are asked back', async () => {
    const { text, fromOutside } = await asked({ action: 'free', ...days, people: ['Linus'] }, group);
    // People can call themselves anything.
    expect(fromOutside).toBe(true);
    expect(text).toBe('Not clear who this is: Linus. In this chat are: Ada Lovelace, Grace Hopper, Ben.');
  });

  test.each([
    ['says yes', { values: { show: true } }, true],
    ['says no', { values: { show: false } }, false],
    ['does not want to say', { values: null }, false],
    ['says nothing', null, false],
  ])('what is in the own calendar is shown only where the person %s', async (_, answer, shown) => {
    const { text } = await asked({ action: 'events', ...days }, group, { ask: async () => answer });
    expect(text.includes('Review @ Room 1')).toBe(shown);
    expect(text.includes('Ada Lovelace: Mon 2026-03-02 10:00-11:30 busy')).toBe(!shown);
    expect((await asked({ action: 'events', ...days }, group)).text).not.toContain('Review');
  });
});
