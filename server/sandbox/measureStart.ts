import type { Language, Report } from './programs.ts';
import { createSandbox, type ProcessSandbox } from './sandbox.ts';

/** Milliseconds until the answer to a program that does nothing is there. */
export type StartTimes = {
  /** The very first: of Python the image is made, of either the files are read from the disk as far as the system has not. */
  first: number;
  /** A process is started for it. */
  cold: number;
  /** A process waits for it. */
  warm: number;
};

/** Measures each once, in sandboxes of its own, which are gone afterwards; throws where a program did not run. */
export async function measureStart(language: Language, report: Report): Promise<StartTimes> {
  const sandbox = createSandbox({ report, spareMs: 0 });
  const warmed = createSandbox({ report });
  try {
    const first = await time(sandbox, language);
    const cold = await time(sandbox, language);
    await warmed.warm(language);
    return { first, cold, warm: await time(warmed, language) };
  } finally {
    await Promise.all([sandbox.close(), warmed.close()]);
  }
}

async function time(sandbox: ProcessSandbox, language: Language): Promise<number> {
  const start = performance.now();
  const terms = { signal: new AbortController().signal, timeMs: 30_000, stage: () => undefined };
  const result = await sandbox
    .of({ userId: 'somebody', chatId: 'somewhere' })
    .run({ language, code: '1 + 1', files: [] }, terms);
  if (result.kind === 'failed') throw new Error(`the sandbox that was measured failed: ${result.message}`);
  return performance.now() - start;
}
