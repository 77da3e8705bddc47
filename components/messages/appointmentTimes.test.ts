import { describe, expect, test } from 'vitest';
import { nextHour, timesOf } from './appointmentTimes.ts';

const local = (...parts: [number, number, number, number, number]): number => new Date(...parts).getTime();

describe('timesOf', () => {
  const fields = { date: '2026-11-21', from: '14:30', to: '', allDay: false };
  test.each([
    ['without an end', {}, local(2026, 10, 21, 14, 30), null],
    ['with an end', { to: '16:00' }, local(2026, 10, 21, 14, 30), local(2026, 10, 21, 16, 0)],
    ['past midnight', { to: '01:00' }, local(2026, 10, 21, 14, 30), local(2026, 10, 22, 1, 0)],
    ['ending as it begins', { to: '14:30' }, local(2026, 10, 21, 14, 30), local(2026, 10, 22, 14, 30)],
  ])('%s', (_what, changed, startsAt, endsAt) => {
    expect(timesOf({ ...fields, ...changed })).toEqual({ startsAt, endsAt, allDay: false });
  });

  test('a whole day is the same day everywhere', () => {
    const startsAt = Date.UTC(2026, 10, 21);
    expect(timesOf({ ...fields, from: '', allDay: true })).toEqual({ startsAt, endsAt: null, allDay: true });
  });

  test.each([{ date: '' }, { date: 'soon' }, { from: '' }])('nothing without a day and a time: %j', (changed) => {
    expect(timesOf({ ...fields, ...changed })).toBeNull();
  });
});

test('the next full hour may be tomorrow', () => {
  expect(nextHour(new Date(2026, 11, 31, 23, 20))).toEqual({ date: '2027-01-01', from: '00:00' });
});
