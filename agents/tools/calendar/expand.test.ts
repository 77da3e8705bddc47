import { describe, expect, test } from 'vitest';
import { expandCalendar } from './expand.ts';
import type { Expansion } from './occurrence.ts';

const at = (text: string) => Date.parse(text);
const range = { from: at('2026-03-01T00:00Z'), to: at('2026-05-01T00:00Z'), zone: 'Europe/Berlin' };

function expanded(...lines: string[]): Expansion {
  const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...lines, 'END:VCALENDAR', ''].join('\r\n');
  return expandCalendar({ ics }, range);
}

function event(...lines: string[]): string[] {
  return ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Talk', ...lines, 'END:VEVENT'];
}

const starts = ({ occurrences }: Expansion) =>
  occurrences.map(({ start }) => new Date(start).toISOString().replace(':00.000Z', 'Z'));

describe('one event', () => {
  test('has its time in its zone', () => {
    const { occurrences, notes } = expanded(
      ...event(
        'DTSTART;TZID=America/New_York:20260310T090000',
        'DTEND;TZID=America/New_York:20260310T100000',
        'LOCATION:Room 1',
      ),
    );
    expect(notes).toEqual([]);
    expect(occurrences).toEqual([
      {
        title: 'Talk',
        place: 'Room 1',
        start: at('2026-03-10T13:00Z'),
        end: at('2026-03-10T14:00Z'),
        allDay: false,
        busy: true,
      },
    ]);
  });

  test.each([
    ['in UTC', 'DTSTART:20260310T090000Z', '2026-03-10T09:00Z'],
    ['without a zone: that of the person', 'DTSTART:20260310T090000', '2026-03-10T08:00Z'],
    ['in a zone that nobody knows: that of the person', 'DTSTART;TZID=Nowhere:20260310T090000', '2026-03-10T08:00Z'],
    ['a whole day: from midnight where the person is', 'DTSTART;VALUE=DATE:20260310', '2026-03-09T23:00Z'],
  ])('%s', (_, line, start) => {
    expect(starts(expanded(...event(line)))).toEqual([start]);
  });

  test('lasts as long as it says', () => {
    const ends = (...lines: string[]) => expanded(...event(...lines)).occurrences.map(({ end }) => end);
    expect(ends('DTSTART:20260310T090000Z', 'DURATION:PT1H30M')).toEqual([at('2026-03-10T10:30Z')]);
    expect(ends('DTSTART:20260310T090000Z')).toEqual([at('2026-03-10T09:00Z')]);
    expect(ends('DTSTART;VALUE=DATE:20260310')).toEqual([at('2026-03-10T23:00Z')]);
    expect(ends('DTSTART;VALUE=DATE:20260328', 'DTEND;VALUE=DATE:20260330')).toEqual([at('2026-03-29T22:00Z')]);
    expect(ends('DTSTART:20260310T090000Z', 'DTEND:20260310T080000Z')).toEqual([at('2026-03-10T09:00Z')]);
  });

  test('uses the zone that the file describes, where it has a name of its own', () => {
    const result = expanded(
      ...['BEGIN:VTIMEZONE', 'TZID:Office'],
      ...['BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'],
      ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200'],
      ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'],
      ...event('DTSTART;TZID=Office:20260327T090000', 'RRULE:FREQ=DAILY;UNTIL=20260330T070000Z'),
    );
    expect(starts(result)).toEqual([
      '2026-03-27T08:00Z',
      '2026-03-28T08:00Z',
      '2026-03-29T07:00Z',
      '2026-03-30T07:00Z',
    ]);
  });

  test('that is called off, or outside of the range, is left out; one that is not busy says so', () => {
    expect(expanded(...event('DTSTART:20260310T090000Z', 'STATUS:CANCELLED')).occurrences).toEqual([]);
    expect(expanded(...event('DTSTART:20260228T230000Z', 'DTEND:20260301T000000Z')).occurrences).toEqual([]);
    expect(expanded(...event('DTSTART:20260228T230000Z', 'DTEND:20260301T000100Z')).occurrences).toHaveLength(1);
    expect(expanded(...event('DTSTART:20260501T000000Z')).occurrences).toEqual([]);
    expect(expanded(...event('DTSTART:20260310T090000Z', 'TRANSP:TRANSPARENT')).occurrences[0]?.busy).toBe(false);
  });

  test.each([
    ['TRANSP:OPAQUE', true],
    ['STATUS:CONFIRMED', true],
    ['STATUS:TENTATIVE', false],
    ['X-MICROSOFT-CDO-BUSYSTATUS:OOF', true],
    ['X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE', false],
    ['X-MICROSOFT-CDO-BUSYSTATUS:FREE', false],
  ])('with %s keeps from other things: %s', (line, busy) => {
    expect(expanded(...event('DTSTART:20260310T090000Z', line)).occurrences[0]?.busy).toBe(busy);
  });

  test('has a title of one line without what does not show', () => {
    const { occurrences } = expanded(
      'BEGIN:VEVENT',
      'DTSTART:20260310T090000Z',
      'SUMMARY:two\\nlines\u202e',
      'END:VEVENT',
    );
    expect(occurrences[0]?.title).toBe('two lines');
    const long = expanded('BEGIN:VEVENT', 'DTSTART:20260310T090000Z', `SUMMARY:${'x'.repeat(5000)}`, 'END:VEVENT');
    expect(long.occurrences[0]?.title).toHaveLength(200);
  });
});

describe('repetitions', () => {
  test('keep their time of day when clocks change', () => {
    const result = expanded(...event('DTSTART;TZID=Europe/Berlin:20260316T090000', 'RRULE:FREQ=WEEKLY;COUNT=4'));
    expect(starts(result)).toEqual([
      '2026-03-16T08:00Z',
      '2026-03-23T08:00Z',
      '2026-03-30T07:00Z',
      '2026-04-06T07:00Z',
    ]);
  });

  test('begin long before the range', () => {
    const result = expanded(...event('DTSTART:20000131T100000Z', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1'));
    expect(starts(result)).toEqual(['2026-03-31T10:00Z', '2026-04-30T10:00Z']);
  });

  test('end with the last that is before the end, by the clocks of the event', () => {
    const rule = 'RRULE:FREQ=DAILY;UNTIL=20260312T080000Z';
    const result = expanded(...event('DTSTART;TZID=Europe/Berlin:20260310T090000', rule));
    expect(starts(result)).toEqual(['2026-03-10T08:00Z', '2026-03-11T08:00Z', '2026-03-12T08:00Z']);
    expect(starts(expanded(...event('DTSTART;VALUE=DATE:20260310', 'RRULE:FREQ=DAILY;UNTIL=20260311')))).toHaveLength(
      2,
    );
    expect(starts(expanded(...event('DTSTART:20260310T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260311')))).toHaveLength(2);
  });

  test('leave out exceptions and take in extras', () => {
    const result = expanded(
      ...event(
        'DTSTART;TZID=Europe/Berlin:20260310T090000',
        'RRULE:FREQ=DAILY;COUNT=4',
        'EXDATE;TZID=Europe/Berlin:20260311T090000,20260312T090000',
        'RDATE;TZID=Europe/Berlin:20260320T140000',
      ),
    );
    expect(starts(result)).toEqual(['2026-03-10T08:00Z', '2026-03-13T08:00Z', '2026-03-20T13:00Z']);
  });

  test('have occurrences moved and called off', () => {
    const result = expanded(
      ...event('DTSTART;TZID=Europe/Berlin:20260310T090000', 'RRULE:FREQ=DAILY;COUNT=3'),
      ...event('RECURRENCE-ID;TZID=Europe/Berlin:20260311T090000', 'DTSTART;TZID=Europe/Berlin:20260311T150000'),
      ...event('RECURRENCE-ID:20260312T080000Z', 'DTSTART:20260312T080000Z', 'STATUS:CANCELLED'),
    );
    expect(starts(result)).toEqual(['2026-03-10T08:00Z', '2026-03-11T14:00Z']);
  });

  test('of whole days are midnight to midnight', () => {
    const { occurrences } = expanded(...event('DTSTART;VALUE=DATE:20260328', 'RRULE:FREQ=DAILY;COUNT=2'));
    expect(occurrences.map(({ start, end }) => (end - start) / 3_600_000)).toEqual([24, 23]);
  });
});

describe('what is wrong or too much', () => {
  test.each([
    ['', 'no calendar'],
    ['hello', 'could not be read'],
    ['<html></html>', 'could not be read'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR', 'could not be read'],
  ])('%j has no events, and a note where it is no calendar', (ics) => {
    expect(expandCalendar({ ics }, range).occurrences).toEqual([]);
  });

  test('one broken event does not hide the others', () => {
    const result = expanded(
      ...event('DTSTART:20261399T990000Z'),
      ...event('DTSTART:20260310T090000Z', 'RRULE:FREQ=MONTHLY;BYDAY=9MO'),
      ...event('RRULE:FREQ=DAILY'),
      ...event('DTSTART:20260311T090000Z'),
    );
    expect(starts(result)).toContain('2026-03-11T09:00Z');
    expect(result.notes.length).toBeGreaterThan(0);
  });

  test('what repeats without end is followed only so far', () => {
    const result = expanded(...event('DTSTART:20260301T000000Z', 'RRULE:FREQ=SECONDLY'));
    expect(result.occurrences).toHaveLength(2000);
    expect(result.notes).toContain('"Talk" repeats too often to be followed to the end');
    const early = expanded(...event('DTSTART:19000101T000000Z', 'RRULE:FREQ=MINUTELY'));
    expect(early).toEqual({ occurrences: [], notes: ['"Talk" repeats too often to be followed to the end'] });
  });

  test('many events are read up to a number', () => {
    const result = expanded(...Array.from({ length: 2500 }, () => event('DTSTART:20260310T090000Z')).flat());
    expect(result.occurrences).toHaveLength(2000);
    expect(result.notes).toEqual(['only 2000 of its events in this range were read']);
  });

  test('a file that is too large is not', () => {
    expect(expandCalendar({ ics: 'x'.repeat(4_000_001) }, range).notes).toEqual(['it is too large to be read']);
  });
});
