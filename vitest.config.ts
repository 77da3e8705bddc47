import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longestFirst.ts';
import { testEnv } from './scripts/testEnv.ts';
import { BRIEF_ENV, BRIEF_FLAGS } from './server/testing/briefNode.ts';

const everywhere = ['**/node_modules/**', '.next/**', 'out/**', 'e2e/**', 'bench/**', 'data/**', '.cache/**'];
const integrationTests = '**/*.integration.test.ts';
const everyProject = {
  pool: 'forks',
  globals: false,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // Processes that tests start find there what others have compiled.
  env: { ...testEnv, ...BRIEF_ENV },
  // Files share a process: loading everything anew for each took half of the time. What one changes it puts back.
  isolate: false,
  restoreMocks: true,
  unstubGlobals: true,
  // What happens in the end is waited for, however busy the machine is.
  expect: { poll: { timeout: 10_000 } },
} as const;

export default defineConfig({
  test: {
    passWithNoTests: true,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...everyProject,
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...everywhere, integrationTests],
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...everyProject,
          name: 'integration',
          include: [integrationTests],
          exclude: everywhere,
          globalSetup: ['server/store/testing/templates.ts', 'server/testing/compileOnce.ts'],
          setupFiles: ['server/testing/withinOneDay.ts'],
          maxWorkers: 4,
          execArgv: [...BRIEF_FLAGS],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
