import { join } from 'node:path';
import { Child } from './child.ts';

/** One socket: of whom (nobody on a bare server), and which chats (there: rooms) it has open. */
export type CrowdSocket = { cookie?: string; open: string[] };
export type CrowdHeard = { heard: number; lastAt: number };

/** Many real clients, in processes of their own. */
export class Crowd {
  readonly #children: Child[];

  constructor(processes: number) {
    this.#children = Array.from({ length: processes }, () => new Child(join(import.meta.dirname, 'crowdProcess.ts')));
  }

  /** Connects all of them, spread evenly; with a cookie each syncs first, as a browser does. */
  async join(url: string, sockets: readonly CrowdSocket[]): Promise<void> {
    await Promise.all(
      this.#children.map((child, index) => {
        const wanted = sockets.filter((_, position) => position % this.#children.length === index);
        return child.ask('join', { url, wanted });
      }),
    );
  }

  async watch(event: string): Promise<void> {
    await Promise.all(this.#children.map((child) => child.ask('watch', event)));
  }

  /** Waits until each process heard its share of `events`; how many it were, and when the last came (Unix time). */
  async until(shares: readonly number[], withinMs: number): Promise<CrowdHeard> {
    const all = await Promise.all(
      this.#children.map((child, index) => child.ask<CrowdHeard>('until', { events: shares[index], withinMs })),
    );
    return { heard: all.reduce((sum, { heard }) => sum + heard, 0), lastAt: Math.max(...all.map((one) => one.lastAt)) };
  }

  async streams(expected: string): Promise<{ whole: number; wrong: string[] }> {
    const all = await Promise.all(
      this.#children.map((child) => child.ask<{ whole: number; wrong: string[] }>('streams', expected)),
    );
    return { whole: all.reduce((sum, { whole }) => sum + whole, 0), wrong: all.flatMap(({ wrong }) => wrong) };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()));
  }
}
