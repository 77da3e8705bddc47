import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const steps = JSON.stringify(resolve(import.meta.dirname, 'steps.ts'));

/** What a process of its own prints that runs these steps one at a time, and the results it ends with. */
function run(list: object[], afterwards = ''): Promise<{ printed: string; results: unknown }> {
  const script = `
    import { runSteps, stopSteps } from ${steps};
    ${afterwards}
    const results = await runSteps(${JSON.stringify(list)}, 1);
    process.stderr.write(JSON.stringify(results));`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  return new Promise((done) => {
    const child = spawn(process.execPath, args);
    let printed = '';
    let results = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (results += chunk));
    child.on('close', () => done({ printed, results: JSON.parse(results) }));
  });
}

function node(name: string, script: string) {
  return { name, command: [process.execPath, '--eval', script] };
}

test('each step is told with its time; only a failing one is heard', async () => {
  const { printed, results } = await run([
    node('good', 'console.log("quiet")'),
    node('bad', 'console.log("loud"); process.exit(3)'),
    { name: 'absent', command: ['/nowhere/to/be/found'] },
  ]);
  expect(results).toEqual([
    { name: 'good', ok: true },
    { name: 'bad', ok: false },
    { name: 'absent', ok: false },
  ]);
  expect(printed).toMatch(/^✓ good [\d.]+ s\n✗ bad [\d.]+ s\n {2}loud\n✗ absent [\d.]+ s\n {2}.*ENOENT/);
  expect(printed).not.toContain('quiet');
});

test('stopping ends the step that runs and begins no other', async () => {
  const list = [node('long', 'process.kill(process.ppid, "SIGUSR2"); setTimeout(() => {}, 60_000)'), node('next', '')];
  const { results } = await run(list, 'process.on("SIGUSR2", stopSteps);');
  expect(results).toEqual([{ name: 'long', ok: false }]);
});
