import { describe, expect, test } from 'vitest';
import { startOfWindow, windowOf } from './window.ts';

function at(iso: string): number {
  return Date.parse(iso);
}

function day(iso: string, timeZone: string): { key: string; endsAt: string } {
  const { key, endsAt } = windowOf('day', at(iso), timeZone);
  return { key, endsAt: new Date(endsAt ?? 0).toISOString() };
}

describe('the window of a moment', () => {
  test('a run has one that ends with it', () => {
    expect(windowOf('run', 0, 'UTC')).toEqual({ key: 'run', endsAt: null });
  });

  test('began at its first moment in that time zone', () => {
    const now = at('2026-11-21T23:30:00.000Z');
    expect(new Date(startOfWindow('day', now, 'Europe/Berlin')).toISOString()).toBe('2026-11-21T23:00:00.000Z');
    expect(new Date(startOfWindow('month', now, 'Europe/Berlin')).toISOString()).toBe('2026-10-31T23:00:00.000Z');
    expect(new Date(startOfWindow('month', now, 'UTC')).toISOString()).toBe('2026-11-01T00:00:00.000Z');
  });

  test.each([
    ['UTC', '2026-11-21T23:59:59.999Z', '2026-11-21', '2026-11-22T00:00:00.000Z'],
    ['UTC', '2026-11-22T00:00:00.000Z', '2026-11-22', '2026-11-23T00:00:00.000Z'],
    ['Europe/Berlin', '2026-11-21T23:00:00.000Z', '2026-11-22', '2026-11-22T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-21T18:14:59.999Z', '2026-11-21', '2026-11-21T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-21T10:00:00.000Z', '2026-11-22', '2026-11-22T10:00:00.000Z'],
    ['Pacific/Niue', '2026-11-21T10:59:59.999Z', '2026-11-20', '2026-11-21T11:00:00.000Z'],
  ])('a day in %s at %s is %s', (zone, now, key, endsAt) => {
    expect(day(now, zone)).toEqual({ key, endsAt });
  });

  test('a day is 23 hours long in spring and 25 in autumn', () => {
    expect(day('2026-03-28T23:00:00Z', 'Europe/Berlin')).toEqual({
      key: '2026-03-29',
      endsAt: '2026-03-29T22:00:00.000Z',
    });
    expect(day('2026-10-24T22:00:00Z', 'Europe/Berlin')).toEqual({
      key: '2026-10-25',
      endsAt: '2026-10-25T23:00:00.000Z',
    });
    expect(day('2026-10-25T22:59:59Z', 'Europe/Berlin').key).toBe('2026-10-25');
  });

  test('a day may begin at one o’clock, where midnight is skipped', () => {
    expect(day('2018-11-04T02:59:59Z', 'America/Sao_Paulo')).toEqual({
      key: '2018-11-03',
      endsAt: '2018-11-04T03:00:00.000Z',
    });
    expect(day('2018-11-04T03:00:00Z', 'America/Sao_Paulo').key).toBe('2018-11-04');
  });

  test('a day that a country left out is nobody’s', () => {
    expect(day('2011-12-30T09:00:00Z', 'Pacific/Apia')).toEqual({
      key: '2011-12-29',
      endsAt: '2011-12-30T10:00:00.000Z',
    });
    expect(day('2011-12-30T10:00:00Z', 'Pacific/Apia').key).toBe('2011-12-31');
  });

  test('a month ends where the next begins there', () => {
    expect(windowOf('month', at('2026-12-31T22:59:59.999Z'), 'Europe/Berlin')).toEqual({
      key: '2026-12',
      endsAt: at('2026-12-31T23:00:00Z'),
    });
    expect(windowOf('month', at('2028-02-10T00:00:00Z'), 'America/New_York')).toEqual({
      key: '2028-02',
      endsAt: at('2028-03-01T05:00:00Z'),
    });
  });

  test.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Beirut',
    'America/Havana',
  ])('every day of a year begins where the one before ends: %s', (zone) => {
    let now = at('2026-01-01T12:00:00Z');
    const keys = new Set<string>();
    for (let n = 0; n < 366; n++) {
      const { key, endsAt } = windowOf('day', now, zone);
      if (endsAt === null) throw new Error('a day without an end');
      expect(windowOf('day', endsAt - 1, zone).key).toBe(key);
      expect(windowOf('day', endsAt, zone).key > key).toBe(true);
      keys.add(key);
      now = endsAt;
    }
    expect(keys.size).toBe(366);
  });

  test('there is no such time zone', () => {
    expect(() => windowOf('day', 0, 'Mars/Olympus')).toThrow(RangeError);
  });
});
