// Everything there is to test, with the services it needs; ends with one line that counts the tests.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inCi } from './services/machine.ts';
import { startServices } from './services/services.ts';
import { staticSteps } from './staticSteps.ts';
import { runSteps, type Step, type StepResult, seconds, stopSteps } from './steps.ts';
import { readTally, sum, type Tally, tallyPlaywright, tallyVitest } from './tally.ts';

const began = performance.now();
const full = process.argv.includes('--full');
const reports = join('.cache', 'waggle', 'reports');
const unitReport = join(reports, 'vitest.json');
const journeyReport = join(reports, 'playwright.json');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interruption.abort();
    stopSteps();
  });
}

const services = await startServices({ inMemory: true });
console.log(`✓ services ${seconds(began)}`);
for (const sentence of services.missing) console.log(`Skipping what needs it: ${sentence}`);

const results: StepResult[] = [];
const tallies: Tally[] = [];
try {
  await run(Object.values(staticSteps), 2);
  const env = { ...services.env, ...(full ? { WAGGLE_TEST_FULL: '1' } : {}) };
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const tests = await runOne({
    name: 'unit and integration tests',
    command: ['vitest', 'run', ...reporters],
    env,
    live: true,
  });
  if (tests) tallies.push(readTally(unitReport, tallyVitest, tests.ok));
  await run([{ name: 'build', command: ['node', 'scripts/prepare.mjs', 'test'], live: true }], 1);
  if (!existsSync('e2e')) console.log('No browser journeys: there is no e2e/.');
  else if (services.env.CHROMIUM_PATH === undefined) console.log('Skipped the browser journeys: there is no browser.');
  else {
    const journeys = await runOne({
      name: 'browser journeys',
      command: ['playwright', 'test'],
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport },
      live: true,
    });
    if (journeys) tallies.push(readTally(journeyReport, tallyPlaywright, journeys.ok));
  }
} finally {
  await services.stop();
}

const failedSteps = results.filter(({ ok }) => !ok).map(({ name }) => name);
const { passed, failed, skipped, failures } = sum(tallies);
for (const failure of failures) console.log(`\n✗ ${failure}`);
console.log(
  `\n${inCi() ? 'CI' : 'Local'} run of ${seconds(began)}${interruption.signal.aborted ? ', interrupted' : ''}`,
);
if (failedSteps.length > 0) console.log(`Failed: ${failedSteps.join(', ')}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = interruption.signal.aborted ? 130 : failedSteps.length > 0 || failed > 0 ? 1 : 0;

async function run(steps: Step[], atATime: number): Promise<void> {
  if (!interruption.signal.aborted) results.push(...(await runSteps(steps, atATime)));
}

async function runOne(step: Step): Promise<StepResult | undefined> {
  await run([step], 1);
  return results.find(({ name }) => name === step.name);
}
