import { describe, expect, test } from 'vitest';
import type { ToolContext } from '../tool.ts';
import { timeTool } from './time.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  // A Thursday.
  now: () => Date.UTC(2026, 0, 15, 12, 0, 0),
  timeZone: 'Europe/Berlin',
  language: 'en',
  progress() {},
};

async function asked(...questions: unknown[]): Promise<string> {
  const tool = timeTool();
  return (await tool.run(tool.input.parse({ questions }), context)).text;
}

test.each([
  [{ ask: 'now' }, 'Now in Europe/Berlin: 2026-01-15T13:00+01:00 (Thursday)'],
  [{ ask: 'now', timeZones: ['Asia/Kathmandu'] }, 'Now in Asia/Kathmandu: 2026-01-15T17:45+05:45 (Thursday)'],
  [
    { ask: 'convert', at: '2026-03-01T09:00', to: ['America/New_York'] },
    '2026-03-01T09:00 is 2026-03-01T03:00-05:00 (Sunday) in America/New_York',
  ],
  [
    { ask: 'convert', at: '2026-03-01T23:30:15.5Z', to: ['Asia/Tokyo'] },
    '2026-03-01T23:30:15.5Z is 2026-03-02T08:30:15.500+09:00 (Monday) in Asia/Tokyo',
  ],
  [{ ask: 'add', to: '2026-01-31', duration: 'P1M' }, '2026-01-31 and P1M: 2026-02-28, a Saturday'],
  [{ ask: 'add', to: '2024-02-29', duration: 'P1Y' }, '2024-02-29 and P1Y: 2025-02-28, a Friday'],
  [{ ask: 'add', to: '2026-03-31', duration: '-P1M' }, '2026-03-31 and -P1M: 2026-02-28, a Saturday'],
  [{ ask: 'add', to: '2026-01-01', duration: 'P2W3D' }, '2026-01-01 and P2W3D: 2026-01-18, a Sunday'],
  [
    { ask: 'about', date: '2027-01-01' },
    '2027-01-01 is a Friday in ISO week 53 of 2026, day 1 of 2027, which is no leap year',
  ],
  [
    { ask: 'about', date: '2024-12-30' },
    '2024-12-30 is a Monday in ISO week 1 of 2025, day 365 of 2024, which is a leap year',
  ],
  [
    { ask: 'about', date: '1900-03-01' },
    '1900-03-01 is a Thursday in ISO week 9 of 1900, day 60 of 1900, which is no leap year',
  ],
  [{ ask: 'next', weekday: 'friday', count: 2 }, 'Next friday after 2026-01-15: 2026-01-16, 2026-01-23'],
  [{ ask: 'next', weekday: 'thursday' }, 'Next thursday after 2026-01-15: 2026-01-22'],
])('%j', async (question, answer) => {
  expect(await asked(question)).toBe(answer);
});

describe('when clocks change', () => {
  test('a day later is the same time, 24 hours later are 24 hours', async () => {
    const zone = 'in Europe/Berlin';
    expect(await asked({ ask: 'add', to: '2026-03-28T12:00', duration: 'P1D' })).toContain(
      `2026-03-29T12:00+02:00 (Sunday) ${zone}`,
    );
    expect(await asked({ ask: 'add', to: '2026-03-28T12:00', duration: 'PT24H' })).toContain(
      `2026-03-29T13:00+02:00 (Sunday) ${zone}`,
    );
  });

  test('a time that is skipped is the later, and said so', async () => {
    const text = await asked({ ask: 'convert', at: '2026-03-29T02:30', to: ['UTC', 'Europe/Berlin'] });
    expect(text).toContain('is 2026-03-29T01:30+00:00 (Sunday) in UTC');
    expect(text).toContain('is 2026-03-29T03:30+02:00 (Sunday) in Europe/Berlin');
    expect(text).toContain('does not exist');
  });

  test('a time that is there twice is the first, and said so', async () => {
    const text = await asked({ ask: 'convert', at: '2026-10-25T02:30', to: ['UTC'] });
    expect(text).toContain('is 2026-10-25T00:30+00:00');
    expect(text).toContain('is twice');
  });

  test('a day of 23 hours is a day', async () => {
    const text = await asked({ ask: 'difference', from: '2026-03-28T12:00', to: '2026-03-29T12:00' });
    expect(text).toBe(
      'From 2026-03-28T12:00 to 2026-03-29T12:00 (Europe/Berlin): 1 day; in all 23 hours = 1380 minutes',
    );
  });

  test('where summer ends at midnight, a day begins after it', async () => {
    const text = await asked({
      ask: 'convert',
      at: '2018-11-04',
      timeZone: 'America/Sao_Paulo',
      to: ['America/Sao_Paulo'],
    });
    expect(text).toContain('2018-11-04T01:00-02:00');
  });
});

test.each([
  [
    '2026-01-31',
    '2026-03-01',
    '1 month, 1 day; in all 29 days = 4 weeks and 1 days, of which 20 are Mondays to Fridays',
  ],
  ['2026-01-31', '2026-02-28', '28 days; in all 28 days = 4 weeks and 0 days, of which 20'],
  ['2024-02-29', '2025-02-28', '11 months, 30 days; in all 365 days'],
  ['2024-02-29', '2025-03-01', '1 year, 1 day; in all 366 days'],
  ['1990-05-17', '2026-01-15', '35 years, 7 months, 29 days; in all 13027 days'],
  ['2026-03-01', '2026-01-31', '1 month, 1 day earlier; in all -29 days'],
  ['2026-01-15', '2026-01-15', 'the same; in all 0 days'],
  ['2026-01-16', '2026-01-19', '3 days; in all 3 days = 0 weeks and 3 days, of which 1 are'],
])('from %s to %s', async (from, to, answer) => {
  expect(await asked({ ask: 'difference', from, to })).toContain(answer);
});

describe('what it does not answer', () => {
  test.each([
    { ask: 'about', date: '2026-02-29' },
    { ask: 'about', date: '2026-13-01' },
    { ask: 'about', date: '31.01.2026' },
    { ask: 'about', date: 'tomorrow' },
    { ask: 'convert', at: '2026-01-01T25:00', to: ['UTC'] },
    { ask: 'now', timeZones: ['Mars/Olympus'] },
    { ask: 'add', to: '2026-01-01', duration: '-P' },
    { ask: 'add', to: '2026-01-01', duration: 'PT' },
    { ask: 'add', to: '2026-01-01', duration: '1 month' },
    { ask: 'add', to: '2026-01-01', duration: 'P999999Y' },
    { ask: 'add', to: '2026-01-01T00:00', duration: 'P9999YT9999999999S' },
    { ask: 'add', to: '9999-12-31', duration: 'P1D' },
    { ask: 'add', to: '9999-12-31T23:59', duration: 'P9999Y' },
    { ask: 'add', to: '0001-01-01', duration: '-P1D' },
    { ask: 'next', weekday: 'monday', after: '9999-12-31' },
  ])('%j', async (question) => {
    const tool = timeTool();
    const result = await tool.run(tool.input.parse({ questions: [question] }), context);
    expect(result).toMatchObject({ kind: 'failed', failure: 'bad-input' });
  });

  test('keeps the answers to the others', async () => {
    expect(await asked({ ask: 'about', date: 'x' }, { ask: 'now' })).toBe(
      'about: "x" is no date or time of ISO 8601\nNow in Europe/Berlin: 2026-01-15T13:00+01:00 (Thursday)',
    );
  });

  test('the longest distance there is', async () => {
    expect(
      await asked({ ask: 'difference', from: '0001-01-01T00:00Z', to: '9999-12-31T23:59Z', timeZone: 'UTC' }),
    ).toContain('9998 years, 11 months, 30 days, 23 hours, 59 minutes');
  });

  test('its input is bounded', () => {
    const { input } = timeTool();
    expect(input.safeParse({ questions: [] }).success).toBe(false);
    expect(input.safeParse({ questions: Array(11).fill({ ask: 'now' }) }).success).toBe(false);
    expect(input.safeParse({ questions: [{ ask: 'next', weekday: 'friday', count: 1000 }] }).success).toBe(false);
  });
});
