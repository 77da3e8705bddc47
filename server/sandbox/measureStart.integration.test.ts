import { expect, test } from 'vitest';
import { measureStart } from './measureStart.ts';

test('measures three starts, and leaves nothing to report', { timeout: 90_000 }, async () => {
  const reports: unknown[] = [];
  const times = await measureStart('javascript', (problem) => reports.push(problem));
  for (const time of [times.first, times.cold, times.warm]) expect(time).toBeGreaterThan(0);
  expect(reports.filter((problem) => !String(problem).includes('prlimit'))).toEqual([]);
});
