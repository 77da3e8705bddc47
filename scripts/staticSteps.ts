import type { Step } from './steps.ts';

/** What can be said about the code without running it. */
export const staticSteps = {
  format: { name: 'format', command: ['biome', 'format', '--reporter=summary'] },
  lint: { name: 'lint', command: ['oxlint'] },
  types: { name: 'types', command: ['tsc', '-p', '.'] },
  sharedTypes: { name: 'types of shared/', command: ['tsc', '-p', 'shared'] },
  workerTypes: { name: 'types of client/worker/', command: ['tsc', '-p', 'client/worker'] },
  boundaries: { name: 'boundaries', command: ['node', 'scripts/boundaries.ts'] },
  unused: { name: 'unused code', command: ['knip'] },
} satisfies Record<string, Step>;
