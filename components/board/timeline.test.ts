import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boardRun, boardStep } from './testing/boardRun.ts';
import { timelineOf } from './timeline.ts';

describe('the timeline', () => {
  test('shows steps and calls where they were', () => {
    const calls = [{ key: 's/0/0', startedAt: 3_000, endedAt: 5_000 }];
    const run = boardRun([boardStep('research', { startedAt: 2_000, endedAt: 6_000, calls })], {
      createdAt: 1_000,
      finishedAt: 11_000,
    });
    const { rows, ticks } = timelineOf(run, 99_000);
    expect(rows).toMatchObject([{ from: 0.1, to: 0.5, calls: [{ from: 0.2, to: 0.4 }] }]);
    expect(ticks).toEqual([
      { at: 0, ms: 0 },
      { at: 0.5, ms: 5_000 },
      { at: 1, ms: 10_000 },
    ]);
  });

  test('stands for a round time while the run goes, and does not move with each moment', () => {
    const run = boardRun([boardStep('research', { startedAt: 0, endedAt: null })], { createdAt: 0, finishedAt: null });
    expect(timelineOf(run, 11_000).rows[0]?.to).toBeCloseTo(11 / 15);
    expect(timelineOf(run, 14_000).ticks).toEqual(timelineOf(run, 11_000).ticks);
  });

  test('keeps everything within its bar, and every bar within the width, whatever clocks say', () => {
    const at = fc.nat(100_000);
    const ended = fc.option(at, { nil: null });
    const call = fc.record({ key: fc.string(), startedAt: at, endedAt: ended });
    const step = fc.record({ startedAt: at, endedAt: ended, calls: fc.array(call, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), at, ended, at, (steps, createdAt, finishedAt, now) => {
        const run = boardRun(
          steps.map((one, index) => boardStep(`agent${String(index)}`, one)),
          { createdAt, finishedAt },
        );
        const { rows, ticks } = timelineOf(run, now);
        expect(rows).toHaveLength(steps.length);
        for (const { from, to, calls } of rows) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(1);
          for (const one of calls) {
            expect(one.from).toBeGreaterThanOrEqual(from);
            expect(one.to).toBeGreaterThanOrEqual(one.from);
            expect(one.to).toBeLessThanOrEqual(to);
          }
        }
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
