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
  #saving: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#wait();
  }

  /**
   * Keeps what was written of these runs since the last time. One after the other: whoever hands a run over waits for what
   * is being kept of it.
   */
  checkpoint(runs: readonly RunInHand[]): Promise<void> {
    const saving = this.#saving.then(() => this.#save(runs));
    this.#saving = saving.catch(() => undefined);
    return saving;
  }

  async #save(runs: readonly RunInHand[]): Promise<void> {
    const { pool, owner, live } = this.#parts;
    const checkpoints: Checkpoint[] = [];
    const saved: (() => void)[] = [];
    for (const run of runs) {
      for (const inHand of run.steps) {
        const { saved: before, step } = inHand;
        const text = live.textOf(step.messageId);
        if (text === undefined || text.length === before) continue;
        checkpoints.push({ stepId: step.stepId, runEpoch: run.hold.epoch, text });
        saved.push(() => {
          // Meanwhile it may have begun anew.
          if (inHand.saved === before) inHand.saved = text.length;
        });
      }
    }
    if (checkpoints.length === 0) return;
    await saveCheckpoints(pool, owner, checkpoints);
    for (const note of saved) note();
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
