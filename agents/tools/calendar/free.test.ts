import fc from 'fast-check';
import { expect, test } from 'vitest';
import { busyTimes, freeTimes, workingTimes } from './free.ts';

const at = (text: string) => Date.parse(text);
const hours = { fromMinute: 540, toMinute: 1020, weekdays: [1, 2, 3, 4, 5] };

test('working times are those of each day that counts, by the clocks there', () => {
  // Friday to Monday; clocks go forward on the Sunday.
  const range = { start: at('2026-03-27T10:30Z'), end: at('2026-03-30T13:00Z') };
  expect(workingTimes(range, hours, 'Europe/Berlin')).toEqual([
    { start: at('2026-03-27T10:30Z'), end: at('2026-03-27T16:00Z') },
    { start: at('2026-03-30T07:00Z'), end: at('2026-03-30T13:00Z') },
  ]);
});

test('a day of 23 hours, until midnight', () => {
  const range = { start: at('2026-03-28T00:00Z'), end: at('2026-03-31T00:00Z') };
  const times = workingTimes(range, { fromMinute: 0, toMinute: 1440, weekdays: [7] }, 'Europe/Berlin');
  expect(times).toEqual([{ start: at('2026-03-28T23:00Z'), end: at('2026-03-29T22:00Z') }]);
});

test('what is left is long enough, with a pause around what is busy', () => {
  const minutes = (start: number, end: number) => ({ start: start * 60_000, end: end * 60_000 });
  const times = [minutes(0, 480)];
  const busy = [minutes(300, 330), minutes(60, 120), minutes(90, 150), minutes(470, 600), minutes(-60, -30)];
  const lengthMs = 60 * 60_000;
  expect(freeTimes(times, busy, { lengthMs, pauseMs: 0 })).toEqual([
    minutes(0, 60),
    minutes(150, 300),
    minutes(330, 470),
  ]);
  expect(freeTimes(times, busy, { lengthMs, pauseMs: 15 * 60_000 })).toEqual([minutes(165, 285), minutes(345, 455)]);
  expect(freeTimes(times, [minutes(-10, 500)], { lengthMs, pauseMs: 0 })).toEqual([]);
  expect(freeTimes(times, [], { lengthMs: 481 * 60_000, pauseMs: 0 })).toEqual([]);
});

test('free times are within the working times, clear of what is busy, and none is missing', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 15 }))
    .map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(
      fc.array(interval, { maxLength: 8 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 3 }),
      (busy, lengthMs, pauseMs) => {
        const times = [
          { start: 5, end: 30 },
          { start: 40, end: 70 },
        ];
        const free = freeTimes(times, busy, { lengthMs, pauseMs });
        const open = (start: number) =>
          times.some((time) => start >= time.start && start + lengthMs <= time.end) &&
          busy.every((taken) => start + lengthMs <= taken.start - pauseMs || start >= taken.end + pauseMs);
        for (let start = 0; start < 80; start++) {
          expect(free.some((slot) => start >= slot.start && start + lengthMs <= slot.end)).toBe(open(start));
        }
      },
    ),
    { seed: 3 },
  );
});

test('busy times are told whole, within what was asked, and do not say how many things there are', () => {
  const range = { start: 10, end: 50 };
  expect(
    busyTimes(
      [
        { start: 30, end: 35 },
        { start: 0, end: 12 },
        { start: 35, end: 40 },
        { start: 31, end: 32 },
        { start: 45, end: 90 },
        { start: 50, end: 60 },
        { start: 20, end: 20 },
      ],
      range,
    ),
  ).toEqual([
    { start: 10, end: 12 },
    { start: 30, end: 40 },
    { start: 45, end: 50 },
  ]);
});

test('of busy and free times together nothing is missing and nothing is twice', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 }))
    .map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), (taken) => {
      const range = { start: 20, end: 80 };
      const busy = busyTimes(taken, range);
      const free = freeTimes(
        [range],
        taken.filter(({ start, end }) => end > start),
        { lengthMs: 1, pauseMs: 0 },
      );
      const all = [...busy, ...free].sort((a, b) => a.start - b.start);
      expect(all[0]?.start).toBe(20);
      expect(all.at(-1)?.end).toBe(80);
      all.slice(1).forEach((one, at) => expect(one.start).toBe(all[at]?.end));
    }),
  );
});
