import { z } from 'zod';
import type { Bus } from '../bus/bus.ts';
import type { Tell } from './tell.ts';

const TOPIC = 'presence';
const SWEEP_MS = 1_000;

/** How long a page counts as shown after it said so, and after its socket went away: reloads are no absence. */
export const PRESENCE = { leaseMs: 60_000, graceMs: 5_000 } as const;

const Lease = z.object({ holder: z.string(), userId: z.string(), forMs: z.number() });

type Held = { userId: string; until: number };

type Parts = { bus: Bus; tell: Pick<Tell, 'presenceChanged'>; now?: () => number };

/**
 * Who has Waggle before them, in any process: people whose page said within the last minute that it is shown. A lease
 * is held by a socket and told to the other processes, which keep it as long as it runs.
 */
export class Presence {
  readonly #bus: Bus;
  readonly #tell: Parts['tell'];
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();
  readonly #online = new Map<string, number>();
  readonly #stops: (() => void)[];

  constructor({ bus, tell, now = () => performance.now() }: Parts) {
    this.#bus = bus;
    this.#tell = tell;
    this.#now = now;
    const timer = setInterval(() => this.sweep(), SWEEP_MS);
    timer.unref();
    this.#stops = [
      () => clearInterval(timer),
      bus.subscribe(TOPIC, (message) => {
        const { holder, userId, forMs } = Lease.parse(message);
        this.#hold(holder, userId, forMs, () => undefined);
      }),
    ];
  }

  /** The people who are online now. */
  online(): string[] {
    return [...this.#online.keys()];
  }

  isOnline(userId: string): boolean {
    return this.#online.has(userId);
  }

  /** A page says that it is shown, or no longer. */
  show(socketId: string, userId: string, visible: boolean): void {
    this.#lease(socketId, userId, visible ? PRESENCE.leaseMs : 0);
  }

  /** A socket went away: what it held runs out soon, unless another one of the person says otherwise. */
  leave(socketId: string): void {
    const held = this.#held.get(socketId);
    if (held === undefined) return;
    this.#lease(socketId, held.userId, Math.min(PRESENCE.graceMs, held.until - this.#now()));
  }

  /** Ends the leases that have run out. */
  sweep(): void {
    const now = this.#now();
    for (const [holder, { userId, until }] of this.#held) {
      if (until <= now) this.#hold(holder, userId, 0, (online) => this.#tell.presenceChanged({ userId, online }));
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #lease(holder: string, userId: string, forMs: number): void {
    this.#hold(holder, userId, forMs, (online) => this.#tell.presenceChanged({ userId, online }));
    this.#bus.publish(TOPIC, { holder, userId, forMs });
  }

  /** Keeps a lease or drops it; `changed` hears when the person thereby comes or goes. */
  #hold(holder: string, userId: string, forMs: number, changed: (online: boolean) => void): void {
    const before = this.#held.has(holder);
    if (forMs > 0) this.#held.set(holder, { userId, until: this.#now() + forMs });
    else this.#held.delete(holder);
    const after = this.#held.has(holder);
    if (before === after) return;
    const holders = (this.#online.get(userId) ?? 0) + (after ? 1 : -1);
    if (holders > 0) this.#online.set(userId, holders);
    else this.#online.delete(userId);
    if (holders === (after ? 1 : 0)) changed(after);
  }
}
