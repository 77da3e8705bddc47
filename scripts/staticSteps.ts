import type { Step } from './steps.ts';

/** Programs in Go collect garbage seldom while there is room: a quarter of their time else goes there. */
const seldom = { GOGC: '400', GOMEMLIMIT: '2GiB' };

/** What can be said about the code without running it. */
export const staticSteps = {
  format: { name: 'format', command: ['biome', 'format', '--reporter=summary'] },
  lint: { name: 'lint', command: ['oxlint'], env: seldom },
  types: { name: 'types', command: ['tsc', '-p', '.'], env: seldom },
  sharedTypes: { name: 'types of shared/', command: ['tsc', '-p', 'shared'] },
  workerTypes: { name: 'types of client/worker/', command: ['tsc', '-p', 'client/worker'] },
  boundaries: { name: 'boundaries', command: ['node', 'scripts/boundaries.ts'] },
  unused: { name: 'unused code', command: ['knip'] },
} satisfies Record<string, Step>;
