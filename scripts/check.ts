// What one runs before a commit: everything that needs no server, no database and no browser.
import { staticSteps } from './staticSteps.ts';
import { runSteps, type Step, seconds, stopSteps } from './steps.ts';

const began = performance.now();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopSteps);

const { format, lint, types, sharedTypes, boundaries } = staticSteps;
const unitTests: Step = { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter=dot'] };
const steps: Step[] = [lint, format, types, sharedTypes, boundaries, unitTests];
const results = await runSteps(steps, 2);

const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(
  failed.length === 0 ? `\nAll good, ${seconds(began)}` : `\nFailed: ${failed.join(', ')}, ${seconds(began)}`,
);
process.exitCode = failed.length === 0 && results.length === steps.length ? 0 : 1;
