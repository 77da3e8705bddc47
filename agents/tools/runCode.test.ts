import { expect, test } from 'vitest';
import { runJavaScript, runPython, type Sandbox, type SandboxRequest, type SandboxResult } from './runCode.ts';
import type { ToolContext, ToolFile } from './tool.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'Europe/Berlin',
  language: 'en',
  progress: () => undefined,
};

/** A sandbox that answers this, and keeps what it was asked. */
function answering(result: SandboxResult): Sandbox & { asked: SandboxRequest[] } {
  const asked: SandboxRequest[] = [];
  return { asked, run: (request) => (asked.push(request), Promise.resolve(result)) };
}

const done: SandboxResult = { kind: 'done', output: '', cut: false, result: undefined, files: [] };
const file: ToolFile = { name: 'a.csv', bytes: new Uint8Array([1]) };

test('says what was printed, what it came to, and which files were made', async () => {
  const sandbox = answering({ ...done, output: '1\n', cut: true, result: '2', files: [file] });
  const result = await runPython(sandbox).run({ code: '2' }, context);
  expect(sandbox.asked).toEqual([{ language: 'python', code: '2', files: [] }]);
  expect(result).toEqual({
    kind: 'done',
    text: 'Printed:\n1\n\n[The rest was left out.]\n\nValue of the last expression:\n2\n\nFiles made: a.csv',
    fromOutside: false,
    files: [file],
  });
  expect(await runJavaScript(answering(done)).run({ code: '2' }, context)).toMatchObject({
    text: 'It ran without error, and printed nothing.',
  });
});

test('hands over files of the chat once each, and marks what comes of them as from outside', async () => {
  const sandbox = answering(done);
  const tool = runJavaScript(sandbox, { read: (name) => Promise.resolve(name === file.name ? file : undefined) });
  expect(await tool.run({ code: '1', files: ['a.csv', 'a.csv'] }, context)).toMatchObject({ fromOutside: true });
  expect(sandbox.asked[0]?.files).toEqual([file]);
  expect(await tool.run({ code: '1', files: ['b.csv'] }, context)).toMatchObject({
    kind: 'failed',
    failure: 'not-found',
  });
  expect(await runPython(sandbox).run({ code: '1', files: ['a.csv'] }, context)).toMatchObject({
    failure: 'not-found',
  });
  expect(sandbox.asked).toHaveLength(1);
});

test.for([
  ['error', 'failed'],
  ['time', 'timeout'],
  ['memory', 'too-large'],
  ['output', 'too-large'],
  ['files', 'too-large'],
  ['stopped', 'failed'],
  ['busy', 'failed'],
  ['broken', 'failed'],
] as const)('a program ended for %s has failed as %s, with what it printed until then', async ([reason, failure]) => {
  const sandbox = answering({ kind: 'failed', reason, message: 'Why.', output: 'so far', cut: false });
  const result = await runPython(sandbox).run({ code: '1' }, context);
  expect(result).toEqual({ kind: 'failed', failure, text: 'Why.\n\nPrinted:\nso far', fromOutside: false });
});

test('says what it waits for, and that its time does not run meanwhile', async () => {
  const said: string[] = [];
  const sandbox: Sandbox = {
    async run(_, { stage }) {
      for (const now of ['waiting', 'starting', 'running'] as const) stage(now);
      return done;
    },
  };
  await runPython(sandbox).run(
    { code: '1' },
    {
      ...{ ...context, language: 'de' },
      progress: (_, what = '') => void said.push(what),
      waiting: () => (said.push('stop'), () => void said.push('go on')),
    },
  );
  expect(said).toEqual(['stop', 'wartet, bis es an der Reihe ist', 'go on', 'startet', 'läuft']);
});

test('takes a program and names of files, no more', () => {
  const { input } = runPython(answering(done));
  expect(input.safeParse({ code: '1', files: ['a'] }).success).toBe(true);
  for (const bad of [{}, { code: '' }, { code: 1 }, { code: '1', files: [''] }, { code: '1', url: 'x' }]) {
    expect(input.safeParse(bad).success).toBe(false);
  }
  expect(input.safeParse({ code: 'x'.repeat(100_001) }).success).toBe(false);
});

test('says which packages there are, those asked for most first, and how figures come out', () => {
  const about = (packages?: string[]) => runPython({ ...answering(done), ...(packages && { packages }) }).about;
  expect(about()).toMatch(/Python 3\.14 \(standard library only: no numpy/);
  expect(about([])).toBe(about());
  expect(about(['attrs', 'numpy', 'six'])).toMatch(/no others: numpy, attrs, six\)/);
  expect(about(['six'])).not.toContain('Figures');
  const many = Array.from({ length: 400 }, (_, index) => `package-${index}`);
  const long = about([...many, 'matplotlib']);
  expect(long).toMatch(/others: matplotlib, package-0, .*and \d{3} more.*Figures of matplotlib/);
  expect(long.length).toBeLessThan(2500);
  expect(runJavaScript({ ...answering(done), packages: ['numpy'] }).about).not.toContain('numpy');
});
