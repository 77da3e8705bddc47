import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Counts the tests of a report of Vitest's; a file that failed without a failing test counts as one. */
export function tallyVitest(report: unknown): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of VitestReport.parse(report).testResults) {
    for (const test of assertionResults) {
      if (test.status === 'passed') tally.passed++;
      else if (test.status === 'failed') tally.failed++;
      else tally.skipped++;
    }
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) tally.failed++;
  }
  return tally;
}

/** Counts the tests of a report of Playwright's; one that passed only when tried again counts as failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { expected, unexpected, flaky, skipped } = PlaywrightReport.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** Reads and counts one report; a run that left none, or failed for no test's sake, counts as one failure. */
export function readTally(file: string, count: (report: unknown) => Tally, ok: boolean): Tally {
  let tally: Tally;
  try {
    tally = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    tally = { passed: 0, failed: 0, skipped: 0 };
    ok = false;
  }
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
