import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';
import { type Renewed, renewHolds } from '../store/runs.ts';
import { type Checkpoint, saveCheckpoints } from '../store/steps.ts';
import type { Hands } from './hands.ts';
import type { Live } from './live.ts';
import type { RunInHand } from './runInHand.ts';

const EVERY_MS = 1_000;

type Parts = {
  pool: Database['pool'];
  owner: string;
  hands: Hands;
  live: Live;
  logger: Pick<Logger, 'warn' | 'error'>;
};

/**
 * Once a second renews the holds of this process, hears of stops, and of chats that keep to local models by
 * now, that no bus brought, and keeps what was written.
 */
export class Keeper {
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#wait();
  }

  /** Keeps what was written of these runs since the last time. */
  async checkpoint(runs: readonly RunInHand[]): Promise<void> {
    const { pool, owner, live } = this.#parts;
    const checkpoints: Checkpoint[] = [];
    for (const run of runs) {
      for (const inHand of run.steps) {
        const text = live.textOf(inHand.step.messageId);
        if (text === undefined || text.length === inHand.saved) continue;
        inHand.saved = text.length;
        checkpoints.push({ stepId: inHand.step.stepId, runEpoch: run.hold.epoch, text });
      }
    }
    if (checkpoints.length > 0) await saveCheckpoints(pool, owner, checkpoints);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#keep().finally(() => this.#wait()), EVERY_MS);
  }

  async #keep(): Promise<void> {
    const { hands, logger } = this.#parts;
    const runs = hands.runs.filter((run) => !run.lost);
    if (runs.length === 0) return;
    try {
      await this.#renew(runs);
      await this.checkpoint(runs);
    } catch (error) {
      // Nothing is lost by it: writes are fenced, and the next second tries again.
      logger.error({ err: error, runs: runs.length }, 'runs could not be kept');
    }
  }

  async #renew(runs: readonly RunInHand[]): Promise<void> {
    const { pool, owner, logger } = this.#parts;
    const renewed = await renewHolds(
      pool,
      owner,
      runs.map((run) => run.hold),
    );
    const byId = new Map<string, Renewed>(renewed.map((row) => [row.id, row]));
    for (const run of runs) {
      const row = byId.get(run.hold.runId);
      if (row !== undefined) {
        if (row.stopAsked) run.stop();
        for (const stepId of row.stopped) run.stopStep(stepId);
        if (row.localOnly && run.asksOthers) run.handOver();
      } else if (run.steps.length > 0) {
        logger.warn({ runId: run.hold.runId, epoch: run.hold.epoch }, 'a run is in other hands now');
        run.lose();
      }
    }
  }
}
