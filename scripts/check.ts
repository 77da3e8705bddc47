// What one runs before a commit: everything that needs no server, no database and no browser.
import { staticSteps } from './staticSteps.ts';
import { runSteps, seconds, stopSteps } from './steps.ts';

const began = performance.now();
process.on('SIGTERM', stopSteps);

const { format, lint, types, sharedTypes, boundaries } = staticSteps;
const results = await runSteps(
  [
    lint,
    format,
    types,
    sharedTypes,
    boundaries,
    { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter=dot'] },
  ],
  2,
);

const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(
  failed.length === 0 ? `\nAll good, ${seconds(began)}` : `\nFailed: ${failed.join(', ')}, ${seconds(began)}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
