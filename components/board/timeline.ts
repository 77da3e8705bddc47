import type { BoardRun, BoardStep } from '../../shared/board.ts';

/** From and to are shares of the whole width. */
export type Span = { from: number; to: number };

export type TimelineRow = Span & {
  step: BoardStep;
  /** What it called, within its bar. */
  calls: (Span & { key: string })[];
};

export type Timeline = {
  rows: TimelineRow[];
  /** Lines at round times since the beginning. */
  ticks: { at: number; ms: number }[];
};

const STEPS_MS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 86_400].map(
  (s) => s * 1000,
);
const MOST_TICKS = 4;
const LEAST_MS = 1000;

/** When which step of a run was at work. While it goes the width stands for a round time, so that bars seldom move. */
export function timelineOf({ run, steps }: BoardRun, now: number): Timeline {
  const ends = steps.flatMap(({ endedAt, startedAt }) => [startedAt, endedAt ?? now]);
  const start = Math.min(run.createdAt, ...steps.map(({ startedAt }) => startedAt));
  const end = Math.max(run.finishedAt ?? now, start + LEAST_MS, ...ends);
  const unit = STEPS_MS.find((step) => (end - start) / step <= MOST_TICKS) ?? end - start;
  const width = run.finishedAt === null ? Math.ceil((end - start) / unit) * unit : end - start;
  const share = (at: number) => Math.min(1, Math.max(0, (at - start) / width));
  const rows = steps.map((step): TimelineRow => {
    const span = { from: share(step.startedAt), to: share(Math.max(step.startedAt, step.endedAt ?? now)) };
    const within = (at: number) => Math.min(span.to, Math.max(span.from, share(at)));
    const calls = step.calls.map(({ key, startedAt, endedAt }) => {
      const from = within(startedAt);
      return { key, from, to: Math.max(from, within(endedAt ?? step.endedAt ?? now)) };
    });
    return { ...span, step, calls };
  });
  const count = Math.floor(width / unit);
  return {
    rows,
    ticks: Array.from({ length: count + 1 }, (_, at) => ({ at: share(start + at * unit), ms: at * unit })),
  };
}
