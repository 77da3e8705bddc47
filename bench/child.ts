import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

type Answer = { id: number; value?: unknown; error?: string };

/** A part of a measurement in a process of its own, so that it takes no time from the others. */
export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #count = 0;

  constructor(file: string) {
    this.#process = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
    this.#process.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    this.#process.on('exit', (code) => {
      for (const [id, settle] of this.#waiting) settle({ id, error: `the process ended with ${String(code)}` });
      this.#waiting.clear();
    });
  }

  async ask<T>(name: string, input?: unknown): Promise<T> {
    const id = this.#count++;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.send({ id, name, input });
    });
    if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`);
    return answer.value as T;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

type Handlers = Record<string, (input: never) => unknown>;

/** Answers what the parent asks; called once in a child's file. */
export function answerParent(handlers: Handlers): void {
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, name, input }: { id: number; name: string; input: unknown }) => {
    void answer(handlers[name], input).then((result) => process.send?.({ id, ...result }));
  });
}

async function answer(handler: Handlers[string] | undefined, input: unknown): Promise<Omit<Answer, 'id'>> {
  try {
    if (!handler) throw new Error('nobody answers this');
    return { value: await handler(input as never) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
