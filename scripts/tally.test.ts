import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTally, sum, tallyPlaywright, tallyVitest } from './tally.ts';

function file(status: string, ...tests: string[]) {
  return {
    name: join(process.cwd(), 'shared/x.test.ts'),
    status,
    message: status === 'failed' ? 'Cannot find module' : '',
    assertionResults: tests.map((one, at) => ({
      status: one,
      fullName: `test ${String(at)}`,
      failureMessages: one === 'failed' ? ['\u001b[31mexpected 1\u001b[39m\n\n    at x.test.ts:3'] : [],
    })),
  };
}

describe('tallyVitest', () => {
  test('counts tests over all files, whatever kept one from running as skipped', () => {
    const report = {
      testResults: [file('passed', 'passed', 'skipped', 'todo', 'pending'), file('failed', 'failed', 'passed')],
    };
    expect(tallyVitest(report)).toMatchObject({ passed: 2, failed: 1, skipped: 3 });
  });

  test('counts a file that could not be loaded as one failure', () => {
    expect(tallyVitest({ testResults: [file('failed'), file('failed', 'passed')] })).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
      failures: Array(2).fill('shared/x.test.ts\n    Cannot find module'),
    });
  });

  test('tells which tests failed and why, without colours', () => {
    expect(tallyVitest({ testResults: [file('failed', 'passed', 'failed')] }).failures).toEqual([
      'shared/x.test.ts › test 1\n    expected 1\n        at x.test.ts:3',
    ]);
  });
});

test('tallyPlaywright counts what passed only in the end as failed', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } };
  expect(tallyPlaywright(report)).toMatchObject({ passed: 5, failed: 3, skipped: 3 });
});

test('sum adds up', () => {
  const one = { passed: 1, failed: 2, skipped: 3, failures: ['a'] };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, failures: ['a', 'a'] });
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [] });
});

describe('readTally', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waggle-tally-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is one failure without a report, even if the command was content', () => {
    expect(readTally(join(folder, 'none.json'), tallyVitest, true)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });

  test('is one failure when the command failed though every test passed', () => {
    const report = join(folder, 'report.json');
    writeFileSync(report, JSON.stringify({ testResults: [file('passed', 'passed')] }));
    expect(readTally(report, tallyVitest, false)).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
    expect(readTally(report, tallyVitest, true)).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  });
});
