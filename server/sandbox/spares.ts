import type { Language, Programs, Report } from './programs.ts';
import type { SandboxChild } from './sandboxChild.ts';

/** One process per language, started ahead, so that the next run need not wait for it. */
export type Spares = {
  /** A process no program has run in: the spare, or one that is started now. */
  take(language: Language): Promise<SandboxChild>;
  /** Sees to it that there is a spare, for a while. */
  refill(language: Language): Promise<void>;
  close(): Promise<void>;
};

type Spare = { child: Promise<SandboxChild>; timer: NodeJS.Timeout };

export function createSpares(programs: Programs, idleMs: number, report: Report): Spares {
  const spares = new Map<Language, Spare>();
  let closed = false;

  async function drop(language: Language): Promise<void> {
    const spare = spares.get(language);
    spares.delete(language);
    clearTimeout(spare?.timer);
    await (await spare?.child.catch(() => undefined))?.kill();
  }

  return {
    async take(language) {
      const spare = spares.get(language);
      spares.delete(language);
      clearTimeout(spare?.timer);
      const child = await spare?.child.catch(() => undefined);
      if (child !== undefined && (await isAlive(child))) return child;
      return programs.start(language);
    },
    async refill(language) {
      if (closed || idleMs === 0 || spares.has(language)) return;
      const child = programs.start(language);
      const timer = setTimeout(() => void drop(language), idleMs).unref();
      spares.set(language, { child, timer });
      await child.catch((cause: unknown) => {
        if (!closed) report('a spare sandbox could not be started', cause);
      });
    },
    async close() {
      closed = true;
      await Promise.all([...spares.keys()].map(drop));
    },
  };
}

async function isAlive(child: SandboxChild): Promise<boolean> {
  return Promise.race([child.gone.then(() => false), new Promise<boolean>((resolve) => setImmediate(resolve, true))]);
}
