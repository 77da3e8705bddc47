import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** What the end of a run says of each failure again, for a reader who sees only the end. */
  failures: string[];
}

/** So many lines of why a test failed are told again. */
const REASON_LINES = 12;

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
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
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { name, status, message, assertionResults } of VitestReport.parse(report).testResults) {
    const file = relative(process.cwd(), name);
    for (const test of assertionResults) {
      if (test.status === 'passed') tally.passed++;
      else if (test.status === 'failed') {
        tally.failed++;
        tally.failures.push(failure(`${file} › ${test.fullName}`, (test.failureMessages ?? []).join('\n')));
      } else tally.skipped++;
    }
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) {
      tally.failed++;
      tally.failures.push(failure(file, message));
    }
  }
  return tally;
}

function failure(what: string, why: string): string {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [what, ...lines.slice(0, REASON_LINES).map((line) => `    ${line}`)].join('\n');
}

/** Counts the tests of a report of Playwright's; one that passed only when tried again counts as failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { expected, unexpected, flaky, skipped } = PlaywrightReport.parse(report).stats;
  // Playwright tells of its failures at its end itself.
  return { passed: expected, failed: unexpected + flaky, skipped, failures: [] };
}

/** Reads and counts one report; a run that left none, or failed for no test's sake, counts as one failure. */
export function readTally(file: string, count: (report: unknown) => Tally, ok: boolean): Tally {
  let tally: Tally;
  try {
    tally = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
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
      failures: [...all.failures, ...one.failures],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  );
}
